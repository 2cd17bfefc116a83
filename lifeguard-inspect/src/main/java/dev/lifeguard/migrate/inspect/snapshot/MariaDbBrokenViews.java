package dev.lifeguard.migrate.inspect.snapshot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds views that name what is not there, so that nobody can make them again.
 *
 * <p>CHECK TABLE finds those that cannot be used, which is more: one whose definer is gone, or
 * lacks a right, can be made by another one. What such a view reads is therefore asked for by its
 * query alone, in the name of the user of the session. Where that reads another one of them, this
 * one decides.
 */
final class MariaDbBrokenViews {

    /** A table, a column, a routine, an index, a partition, a sequence or versions of rows. */
    private static final Set<Integer> MISSING =
            Set.of(1146, 1054, 1305, 1176, 1735, 1747, 4089, 4091, 4124);

    /** A view that is broken, or whose user lacks a right, and one whose user is gone. */
    private static final Set<Integer> BEHIND = Set.of(1356, 1449);

    private static final int TEXT = 2;

    private final MariaDbDatabase database;
    private final Statement statement;

    private MariaDbBrokenViews(MariaDbDatabase database, Statement statement) {
        this.database = database;
        this.statement = statement;
    }

    /** Those among some views. */
    static List<String> among(List<String> views, MariaDbDatabase database, Statement statement)
            throws SQLException {
        return new MariaDbBrokenViews(database, statement).among(views);
    }

    private List<String> among(List<String> views) throws SQLException {
        List<MariaDbView> behind = new ArrayList<>();
        Set<String> broken = new HashSet<>();
        for (MariaDbView view : shown(unusable(views))) {
            int error = error(view);
            if (MISSING.contains(error)) {
                broken.add(view.name());
            } else if (BEHIND.contains(error)) {
                behind.add(view);
            }
        }
        while (behind.removeIf(view -> reads(view, broken) && broken.add(view.name()))) {
            // Views behind the ones that were found now.
        }
        return views.stream().filter(broken::contains).toList();
    }

    /** One answer tells it of all; each row begins with the database, a point and the view. */
    private List<String> unusable(List<String> views) throws SQLException {
        Set<String> unusable = new HashSet<>();
        String names = views.stream().map(MariaDbTokens::quoted).collect(Collectors.joining(", "));
        try (ResultSet row = statement.executeQuery("CHECK TABLE " + names)) {
            while (row.next()) {
                if (row.getString("Msg_type").equalsIgnoreCase("error")) {
                    unusable.add(row.getString("Table").substring(database.name().length() + 1));
                }
            }
        }
        return List.copyOf(unusable);
    }

    private List<MariaDbView> shown(List<String> views) throws SQLException {
        return MariaDbShown.of(
                statement,
                "VIEW",
                views,
                (name, row) ->
                        new MariaDbView(
                                name,
                                database.without(
                                        MariaDbProgram.withoutDefiner(
                                                MariaDbTokens.of(row.getString(TEXT)))),
                                MariaDbSurroundings.ofView(row, ""),
                                false));
    }

    /** The error of its query, which is not run; 0 for none. */
    private int error(MariaDbView view) throws SQLException {
        try {
            statement.execute("PREPARE lifeguard_view FROM " + MariaDbConstant.of(view.query()));
        } catch (SQLException failure) {
            if (statement.getConnection().isValid(0)) {
                return failure.getErrorCode();
            }
            throw failure;
        }
        statement.execute("DEALLOCATE PREPARE lifeguard_view");
        return 0;
    }

    private static boolean reads(MariaDbView view, Set<String> others) {
        Set<String> needs = view.needs();
        return others.stream().anyMatch(each -> needs.contains(each.toLowerCase(Locale.ROOT)));
    }
}
