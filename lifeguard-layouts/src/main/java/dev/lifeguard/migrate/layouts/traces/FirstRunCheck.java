package dev.lifeguard.migrate.layouts.traces;

import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.Finding.Level;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.plan.PlanStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Before the first run on a database: whether another tool applied these migrations there already,
 * by the history that it keeps. It asks the database only where this project's history is empty.
 */
public final class FirstRunCheck implements PlanCheck {

    /** What findings are called. */
    public static final String RULE = "history-of-another-tool";

    private final DataSource database;
    private final String layout;
    private final String takeOver;

    /**
     * For one database.
     *
     * @param layout the name of the layout of the files
     * @param takeOver how a history is taken over, with {@code %s} for the layout's name
     */
    public FirstRunCheck(DataSource database, String layout, String takeOver) {
        this.database = database;
        this.layout = layout;
        this.takeOver = takeOver;
    }

    @Override
    public List<Finding> check(Plan plan) {
        if (!plan.status().applied().isEmpty()) {
            return List.of();
        }
        Set<String> planned = new HashSet<>();
        for (PlanStep step : plan.steps()) {
            planned.add(step.version().toString().toLowerCase(Locale.ROOT));
        }
        List<Finding> findings = new ArrayList<>();
        for (List<String> told : histories()) {
            findings.add(finding(told.get(0), told.get(1), told.subList(2, told.size()), planned));
        }
        return findings;
    }

    private List<List<String>> histories() {
        try (Connection connection = database.getConnection()) {
            return new TableTraces().apply(connection);
        } catch (SQLException unreachable) {
            // The run itself tells it.
            return List.of();
        }
    }

    private Finding finding(String tool, String table, List<String> versions, Set<String> planned) {
        String advice = takeOver.formatted(tool);
        boolean same =
                tool.equals(layout)
                        || versions.stream()
                                .map(version -> version.toLowerCase(Locale.ROOT))
                                .anyMatch(planned::contains);
        return same
                ? Finding.of(
                        RULE,
                        Level.ERROR,
                        ("%s holds what %s applied to this database (%s), and this project's"
                                        + " history is empty: what is applied would run again. Take"
                                        + " that history over first: %s.")
                                .formatted(table, tool, rows(versions), advice))
                : Finding.of(
                        RULE,
                        Level.WARNING,
                        ("%s holds what %s applied to this database (%s). Where these migrations"
                                        + " are the same, take that history over: %s.")
                                .formatted(table, tool, rows(versions), advice));
    }

    private static String rows(List<String> versions) {
        return versions.size() == 1 ? "1 row" : versions.size() + " rows";
    }
}
