package dev.lifeguard.migrate.connect.convert;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.layout.Marks.Mark;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript.Sections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A script of another tool's, as files of this project's own layout that mean the same. */
final class ConvertedScript {

    private static final String NO_TRANSACTION = "-- lifeguard:no-transaction";

    private final SqlScript script;
    private final ScriptRules rules;

    ConvertedScript(SqlScript script, ScriptRules rules) {
        this.script = script;
        this.rules = rules;
    }

    /** Why it cannot be converted; thrown, and caught where all are collected. */
    static final class Impossible extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient ErrorDetail detail;

        Impossible(String file, String reason) {
            this(
                    ErrorDetail.of(
                                    ErrorKind.INVALID_SCRIPT,
                                    "The file \"%s\" cannot be converted: %s"
                                            .formatted(file, reason))
                            .withFile(file));
        }

        Impossible(ErrorDetail detail) {
            super(detail.message());
            this.detail = detail;
        }

        ErrorDetail detail() {
            return detail;
        }
    }

    /** Both texts; the way down is empty where there is none. */
    record Texts(String up, Optional<String> down) {}

    /** The texts, each of which is read as it was. */
    Texts texts() throws Impossible, IOException {
        Sections sections = sections();
        Section up =
                sections.up()
                        .orElseThrow(() -> new Impossible(script.fileName(), "it has no way up."));
        Optional<String> down = Optional.empty();
        if (sections.down().isPresent()) {
            down = Optional.of(text(sections.down().get(), ScriptForm.DOWN_ONLY));
        }
        return new Texts(text(up, ScriptForm.UP_ONLY), down);
    }

    /** The way up alone, as a hook or a repeatable migration has it. */
    String upText() throws Impossible, IOException {
        Sections sections = sections();
        if (sections.down().isPresent()) {
            throw new Impossible(script.fileName(), "it has a way down, which nothing would run.");
        }
        return texts().up();
    }

    private Sections sections() throws Impossible {
        try {
            return script.sections(rules);
        } catch (LifeguardException unreadable) {
            throw new Impossible(unreadable.detail());
        }
    }

    private String text(Section section, ScriptForm form) throws Impossible, IOException {
        String text = withoutMarks(section.text(), Where.ABOVE);
        String bare = withoutMarks(section.text(), Where.EVERYWHERE);
        String directive = NO_TRANSACTION + (text.contains("\r\n") ? "\r\n" : "\n");
        for (String candidate : List.of(text, directive + text, bare, directive + bare)) {
            if (isRead(candidate, section, form)) {
                return candidate;
            }
        }
        throw new Impossible(
                script.fileName(),
                "read as a file of this project's own, its statements would not be the same: it has"
                        + " marks inside of them. Write it by hand, or go on with --layout.");
    }

    /** Which lines of the layout's own are left out. */
    private enum Where {
        /** Those above the first statement. */
        ABOVE,
        /** All, as those that tell where statements end, which is seen without them. */
        EVERYWHERE
    }

    /** What its layout says in lines is said by the names of the files, or anew. */
    private String withoutMarks(String text, Where where) {
        StringBuilder kept = new StringBuilder();
        boolean above = true;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at) + 1;
            String line = text.substring(at, end == 0 ? text.length() : end);
            String stripped = line.strip();
            boolean comment = stripped.startsWith("--");
            above &= comment || stripped.isEmpty();
            if (!comment || !(above || where == Where.EVERYWHERE) || !isMark(stripped)) {
                kept.append(line);
            }
            at += line.length();
        }
        return kept.toString();
    }

    private boolean isMark(String comment) {
        return script.form()
                .marks()
                .read(comment.substring(2))
                .filter(Mark.Sign.class::isInstance)
                .isPresent();
    }

    private boolean isRead(String text, Section section, ScriptForm form) throws IOException {
        ScriptContent content = ScriptContent.of(script.fileName(), text);
        try {
            ScriptOutline outline = ScriptOutline.read(content, form, rules);
            Optional<Section> read =
                    form.part() == ScriptForm.Part.DOWN ? outline.down() : outline.up();
            return read.isPresent()
                    && read.get().needsNoTransaction() == section.needsNoTransaction()
                    && statements(read.get()).equals(statements(section));
        } catch (LifeguardException refused) {
            return false;
        }
    }

    private static List<String> statements(Section section) throws IOException {
        List<String> statements = new ArrayList<>();
        try (StatementReader reader = section.open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                statements.add(next.get().text());
            }
        }
        return statements;
    }
}
