package dev.lifeguard.migrate.error;

import java.util.List;
import java.util.stream.Collectors;

/** The migrations and the history do not fit together; nothing was changed. */
public final class ValidationException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_IN_MESSAGE = 20;

    @SuppressWarnings("serial") // A copy of a list, which is serializable.
    private final List<ErrorDetail> problems;

    /**
     * A refusal for at least one problem.
     *
     * @param problems all of them, in the order of their versions; the first one becomes this
     *     error's own detail, and the message has the first twenty, each on a line
     */
    public ValidationException(List<ErrorDetail> problems) {
        super(message(problems), problems.getFirst(), null);
        this.problems = List.copyOf(problems);
    }

    private static String message(List<ErrorDetail> problems) {
        String first =
                problems.stream()
                        .limit(MOST_IN_MESSAGE)
                        .map(ErrorDetail::coded)
                        .collect(Collectors.joining("\n"));
        int more = problems.size() - MOST_IN_MESSAGE;
        return more > 0
                ? "%s\n… and %s more of %s problems; problems() has all of them."
                        .formatted(first, more, problems.size())
                : first;
    }

    /** All problems found, at least one, in the order of their versions. */
    public List<ErrorDetail> problems() {
        return problems;
    }
}
