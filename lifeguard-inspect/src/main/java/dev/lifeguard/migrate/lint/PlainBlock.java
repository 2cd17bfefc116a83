package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgStatement;
import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DO block that holds plain statements and nothing else of PL/pgSQL, but for an error that is no
 * fault: some tools write their ALTER TABLE so, since that knows no IF NOT EXISTS.
 */
final class PlainBlock {

    private static final Pattern BODY =
            Pattern.compile(
                    "(?is)(?:\\s|--[^\\n"
                        + "]*\\n"
                        + ")*BEGIN\\b(?<plain>.*?)"
                        + "(?:;\\s*EXCEPTION\\s+WHEN\\s+\\w+(?:\\s+OR\\s+\\w+)*\\s+THEN\\s+NULL)?"
                        + "\\s*;\\s*END\\s*;?\\s*");

    /** What means the same in PL/pgSQL, as there is no variable. */
    private static final Set<String> PLAIN =
            Set.of(
                    "AlterTableStmt",
                    "CreateStmt",
                    "CreateEnumStmt",
                    "AlterEnumStmt",
                    "CompositeTypeStmt",
                    "CreateDomainStmt",
                    "AlterDomainStmt",
                    "CreateSeqStmt",
                    "CreateSchemaStmt",
                    "CreateExtensionStmt",
                    "IndexStmt",
                    "RenameStmt",
                    "DropStmt",
                    "ViewStmt",
                    "CreateTrigStmt",
                    "CreatePolicyStmt",
                    "CommentStmt",
                    "GrantStmt",
                    "InsertStmt",
                    "UpdateStmt",
                    "DeleteStmt");

    private PlainBlock() {}

    /**
     * A statement of a block.
     *
     * @param offset of its text in the text of the DO
     */
    record Inner(PgNode tree, String text, int offset) {}

    /** The statements that a DO runs; empty where it is none, or does more. */
    static List<Inner> statements(String text, PgNode tree, PgParser parser) {
        if (!tree.is("DoStmt")) {
            return List.of();
        }
        Optional<String> body = argument(tree, "as");
        int begin = body.map(text::indexOf).orElse(-1);
        boolean plpgsql = argument(tree, "language").filter(it -> !it.equals("plpgsql")).isEmpty();
        Matcher block = BODY.matcher(body.orElse(""));
        if (begin < 0 || !plpgsql || !block.matches()) {
            return List.of();
        }
        return parse(block.group("plain"), begin + block.start("plain"), parser);
    }

    private static Optional<String> argument(PgNode tree, String name) {
        return tree.list("args").stream()
                .filter(it -> it.is("DefElem") && it.text("defname").equals(name))
                .flatMap(it -> it.node("arg").stream())
                .filter(it -> it.is("String"))
                .map(it -> it.text("sval"))
                .findFirst();
    }

    private static List<Inner> parse(String plain, int begin, PgParser parser) {
        List<Inner> inner = new ArrayList<>();
        try {
            for (PgStatement it : parser.parse(plain)) {
                String text = plain.substring(it.start(), it.end());
                PgNode tree = parser.parse(text).getFirst().tree();
                if (!PLAIN.contains(tree.type()) || Repeatable.says(tree, "concurrent")) {
                    return List.of();
                }
                inner.add(new Inner(tree, text, begin + it.start()));
            }
        } catch (PgSyntaxError more) {
            return List.of();
        }
        return inner;
    }
}
