package dev.lifeguard.migrate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's documents, as far as their form tells what is in them. */
final class Documentation {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+)\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    private final Path file;
    private final String text;

    private Documentation(Path file) {
        this.file = file;
        try {
            this.text = Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One document, by its path in the project. */
    static Documentation of(String path) {
        return new Documentation(PROJECT.resolve(path));
    }

    /** All documents. */
    static List<Documentation> all() {
        List<Documentation> all = new ArrayList<>();
        for (String directory : List.of(".", "docs", "migrations")) {
            try (Stream<Path> files = Files.list(PROJECT.resolve(directory))) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .sorted()
                        .map(Documentation::new)
                        .forEach(all::add);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return all;
    }

    /** The cells of each row below a table's heading, which is given by its first cell. */
    List<List<String>> table(String heading) {
        List<List<String>> rows =
                text.lines()
                        .dropWhile(line -> !line.startsWith("| " + heading + " |"))
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line -> line.replace("\\|", "\u0001"))
                        .map(line -> Arrays.stream(line.substring(1).split("\\|")))
                        .map(cells -> cells.map(cell -> cell.replace('\u0001', '|').strip()))
                        .map(Stream::toList)
                        .toList();
        if (rows.size() < 3) {
            throw new AssertionError("%s has no table of \"%s\"".formatted(file, heading));
        }
        return rows.subList(2, rows.size());
    }

    /** The lines of all blocks in a language. */
    List<String> lines(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .flatMap(block -> block.group(2).lines())
                .toList();
    }

    /** Where its links to other files of the project lead. */
    List<Path> links() {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://"))
                .map(file::resolveSibling)
                .toList();
    }

    /** What is set as code in a cell. */
    static List<String> code(String cell) {
        Matcher matcher = CODE.matcher(cell);
        return matcher.results().map(found -> found.group(1)).toList();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
