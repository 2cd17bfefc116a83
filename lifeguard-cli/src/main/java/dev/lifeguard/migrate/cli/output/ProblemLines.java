package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.settings.CommandWords;
import dev.lifeguard.migrate.error.ErrorDetail;
import java.util.ArrayList;
import java.util.List;

/** The first of many problems, and how many there are. */
final class ProblemLines {

    private static final int MOST = 20;

    private ProblemLines() {}

    static List<String> of(List<ErrorDetail> problems) {
        List<String> lines = new ArrayList<>();
        problems.stream()
                .limit(MOST)
                .map(CommandWords::of)
                .map(ErrorDetail::coded)
                .forEach(lines::add);
        if (problems.size() > MOST) {
            lines.add(
                    "… and %s more of %s problems: --output json has all of them."
                            .formatted(problems.size() - MOST, problems.size()));
        }
        return lines;
    }
}
