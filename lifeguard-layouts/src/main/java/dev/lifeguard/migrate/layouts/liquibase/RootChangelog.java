package dev.lifeguard.migrate.layouts.liquibase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A changelog in YAML or XML that does nothing but include others. */
final class RootChangelog {

    private static final Pattern BEGIN = Pattern.compile("-\\s+(include|includeAll)\\s*:");
    private static final Pattern VALUE =
            Pattern.compile(
                    "(file|path|relativeToChangelogFile|errorIfMissingOrEmpty)\\s*:\\s+(.*)");
    private static final Pattern TAG =
            Pattern.compile(
                    "<(/?)([\\w:]+)((?:\\s+[\\w:.-]+\\s*=\\s*(?:\"[^\"]*\"|'[^']*'))*)\\s*/?>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w:.-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    private final List<Include> includes = new ArrayList<>();
    private boolean readable = true;

    private RootChangelog() {}

    /**
     * What is included.
     *
     * @param all whether it is a folder
     * @param relative whether the path is from the folder of the changelog
     */
    record Include(boolean all, String path, boolean relative) {

        Include with(String name, String value) {
            return switch (name) {
                case "file", "path" -> new Include(all, value, relative);
                case "relativeToChangelogFile" ->
                        new Include(all, path, Boolean.parseBoolean(value));
                default -> this;
            };
        }
    }

    /** What it includes, in its order; empty where it does anything else. */
    static Optional<List<Include>> includes(String name, String text) {
        RootChangelog root = new RootChangelog();
        if (name.matches("(?i).*\\.ya?ml")) {
            text.lines().forEach(root::addYaml);
        } else if (name.matches("(?i).*\\.xml")) {
            root.readXml(text);
        } else {
            return Optional.empty();
        }
        boolean whole = root.includes.stream().noneMatch(each -> each.path().isBlank());
        return root.readable && whole ? Optional.of(List.copyOf(root.includes)) : Optional.empty();
    }

    private void addYaml(String line) {
        String said = line.replaceFirst("(^|\\s)#.*", "").strip();
        Matcher begin = BEGIN.matcher(said);
        Matcher value = VALUE.matcher(said);
        if (begin.matches()) {
            includes.add(new Include(begin.group(1).equals("includeAll"), "", false));
        } else if (value.matches() && !includes.isEmpty()) {
            add(value.group(1), value.group(2).strip().replaceFirst("^([\"'])(.*)\\1$", "$2"));
        } else {
            readable &= said.isEmpty() || said.equals("---") || said.equals("databaseChangeLog:");
        }
    }

    private void readXml(String text) {
        String tags =
                text.replaceAll("(?s)<!--.*?-->", "").replaceFirst("(?s)^\\s*<\\?xml.*?\\?>", "");
        Matcher tag = TAG.matcher(tags);
        int at = 0;
        while (tag.find()) {
            readable &= tags.substring(at, tag.start()).isBlank();
            at = tag.end();
            addTag(tag);
        }
        readable &= tags.substring(at).isBlank();
    }

    private void addTag(Matcher tag) {
        String name = tag.group(2);
        boolean include = name.equals("include") || name.equals("includeAll");
        readable &= include || name.equals("databaseChangeLog");
        if (!include || !tag.group(1).isEmpty()) {
            return;
        }
        includes.add(new Include(name.equals("includeAll"), "", false));
        Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
        while (attribute.find()) {
            String value = attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
            readable &= VALUE.matcher(attribute.group(1) + ": x").matches();
            add(attribute.group(1), value);
        }
    }

    private void add(String name, String value) {
        includes.set(includes.size() - 1, includes.getLast().with(name, value));
    }
}
