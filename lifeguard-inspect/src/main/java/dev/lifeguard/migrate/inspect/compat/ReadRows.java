package dev.lifeguard.migrate.inspect.compat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a statement's rows have, before the migrations and now. */
record ReadRows(List<ResultColumn> before, List<ResultColumn> now) {

    private static final String AGAIN =
            " A client that keeps it prepared gets \"cached plan must not change result type\""
                    + " (SQLState 0A000) until it prepares it again.";

    List<Said> said() {
        if (before.isEmpty() || now.isEmpty() || before.equals(now)) {
            return List.of();
        }
        List<Said> said = new ArrayList<>();
        before.forEach(column -> column(column, said));
        if (said.stream().noneMatch(it -> it.level() == CompatFinding.Level.BREAK)) {
            order().ifPresent(said::add);
        }
        return said;
    }

    private void column(ResultColumn column, List<Said> said) {
        Optional<ResultColumn> found = found(column);
        if (found.isEmpty()) {
            said.add(
                    Said.breaks(
                            "Its rows have no column \"%s\" any more.%s"
                                    .formatted(column.name(), AGAIN)));
            return;
        }
        ColumnType type = found.get().type();
        if (type.equals(column.type())) {
            return;
        }
        String change =
                "The column \"%s\" of its rows is %s now and was %s.%s"
                        .formatted(column.name(), type.said(), column.type().said(), AGAIN);
        said.add(type.readsLike(column.type()) ? Said.caution(change) : Said.breaks(change));
    }

    /** The one of that name: at its place, or wherever there is one. */
    private Optional<ResultColumn> found(ResultColumn column) {
        int place = before.indexOf(column);
        if (place < now.size() && now.get(place).name().equals(column.name())) {
            return Optional.of(now.get(place));
        }
        return now.stream().filter(each -> each.name().equals(column.name())).findFirst();
    }

    private Optional<Said> order() {
        List<String> then = names(before);
        List<String> those = names(now);
        if (those.size() >= then.size() && those.subList(0, then.size()).equals(then)) {
            return those.size() == then.size()
                    ? Optional.empty()
                    : Optional.of(
                            Said.caution(
                                    "Its rows have more columns at their end: %s.%s"
                                            .formatted(more(those, then.size()), AGAIN)));
        }
        boolean sameOrder = those.stream().filter(then::contains).toList().equals(then);
        return Optional.of(
                sameOrder
                        ? Said.caution(
                                "Its rows have more columns, %s, so the others have other places.%s"
                                        .formatted(String.join(", ", those), AGAIN))
                        : Said.breaks(
                                "The columns of its rows are in another order now: %s.%s"
                                        .formatted(String.join(", ", those), AGAIN)));
    }

    private static String more(List<String> names, int from) {
        return String.join(
                ", ",
                IntStream.range(from, names.size())
                        .mapToObj(place -> "\"%s\"".formatted(names.get(place)))
                        .toList());
    }

    private static List<String> names(List<ResultColumn> columns) {
        return columns.stream().map(ResultColumn::name).toList();
    }
}
