package dev.lifeguard.migrate.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The name that PostgreSQL gives an index without one: the table, its columns and {@code idx},
 * where that is short and each of them a plain name.
 *
 * <p>Source: {@code ChooseIndexName} of PostgreSQL's {@code src/backend/commands/indexcmds.c}.
 */
final class ChosenIndexName {

    /** A name has less than 64 bytes; of longer ones the server cuts the parts. */
    private static final int LONGEST = 63;

    /** Functions that are not called what they are written as. */
    private static final Set<String> RENAMED =
            Set.of(
                    "CAST",
                    "COLLATION",
                    "EXTRACT",
                    "NORMALIZE",
                    "OVERLAY",
                    "POSITION",
                    "SUBSTRING",
                    "TREAT",
                    "TRIM");

    private ChosenIndexName() {}

    /**
     * The name, but for a number behind it.
     *
     * @param table its last part
     * @param groups the parentheses with the columns, those of INCLUDE too
     */
    static Optional<String> of(String table, List<HeadGroup> groups) {
        Set<String> parts = new LinkedHashSet<>();
        for (HeadGroup group : groups) {
            for (List<HeadToken> element : elements(group)) {
                Optional<String> name = plain(element);
                if (name.isEmpty() || !parts.add(name.get())) {
                    return Optional.empty();
                }
            }
        }
        return folded(table)
                .map(first -> first + "_" + String.join("_", parts) + "_idx")
                .filter(name -> name.getBytes(StandardCharsets.UTF_8).length <= LONGEST);
    }

    private static List<List<HeadToken>> elements(HeadGroup group) {
        List<List<HeadToken>> elements = new ArrayList<>();
        elements.add(new ArrayList<>());
        for (HeadToken token : group.tokens()) {
            if (token.text().equals(",")) {
                elements.add(new ArrayList<>());
            } else {
                elements.getLast().add(token);
            }
        }
        return elements;
    }

    private static Optional<String> plain(List<HeadToken> element) {
        boolean plain =
                !element.isEmpty()
                        && element.getFirst().isNameOrWord()
                        && !element.getFirst().isCut()
                        && !RENAMED.contains(element.getFirst().text())
                        && element.stream().noneMatch(token -> token.text().equals("."));
        return plain ? folded(element.getFirst().text()) : Optional.empty();
    }

    /** Empty where what the server makes of the letters depends on its encoding. */
    private static Optional<String> folded(String written) {
        if (written.startsWith("\"")) {
            return Optional.of(written.substring(1, written.length() - 1).replace("\"\"", "\""));
        }
        boolean ascii = !written.contains("\"") && written.chars().allMatch(it -> it < 128);
        return ascii ? Optional.of(written.toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
