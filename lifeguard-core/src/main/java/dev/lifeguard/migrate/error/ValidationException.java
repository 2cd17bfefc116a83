package dev.lifeguard.migrate.error;

import java.util.List;

/** The migrations and the history do not fit together; nothing was changed. */
public final class ValidationException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    private final transient List<ErrorDetail> problems;

    /**
     * A refusal for at least one problem.
     *
     * @param problems all of them, in the order of their versions; the first one becomes this
     *     error's own detail
     */
    public ValidationException(List<ErrorDetail> problems) {
        super(problems.getFirst(), null);
        this.problems = List.copyOf(problems);
    }

    /** All problems found, at least one, in the order of their versions. */
    public List<ErrorDetail> problems() {
        return problems;
    }
}
