package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.plan.AtStake;
import dev.lifeguard.migrate.plan.Place;
import dev.lifeguard.migrate.source.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a statement of a way down takes away.
 *
 * @param version the migration's
 * @param name the migration's
 * @param place where the statement begins
 * @param lost what it is
 * @param rows how many
 * @param precision how well they were counted
 * @param reason why they were not, for the middle of a sentence; null where they were
 */
public record CountedStake(
        MigrationVersion version,
        String name,
        Place place,
        Lost lost,
        long rows,
        Precision precision,
        @Nullable String reason)
        implements AtStake {

    /**
     * What is lost.
     *
     * @param object for people
     * @param table as statements name it; empty where it is not known
     * @param column as statements name it; null where whole rows are lost
     */
    public record Lost(String object, String table, @Nullable String column) {}

    /** Whether it is known which table it is. */
    public boolean isNamed() {
        return !lost.table().isEmpty();
    }

    @Override
    public String object() {
        return lost.object();
    }

    @Override
    public String text() {
        return switch (precision) {
            case EXACT -> rows + (rows == 1 ? one() : all());
            case SEEDED ->
                    rows
                            + (rows == 1 ? one() : all())
                            + ", no more than migrations put there; whether they were changed"
                            + " since is not known";
            case MORE_THAN -> "more than " + rows + all();
            case NOT_COUNTED -> "what is in %s, which was not counted (%s)".formatted(of(), reason);
            case UNKNOWN -> "what %s takes away is not known".formatted(object());
        };
    }

    private String one() {
        return (lost.column() == null ? " row of " : " value of ") + of();
    }

    private String all() {
        return (lost.column() == null ? " rows of " : " values of ") + of();
    }

    private String of() {
        boolean quoted = object().contains("\"") || object().contains("`");
        return (lost.column() == null ? "the table " : "the column ")
                + (quoted ? object() : "\"" + object() + "\"");
    }
}
