package dev.lifeguard.migrate.benchmarks.accounting;

import dev.lifeguard.migrate.benchmarks.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The turns of all contenders at one workload; those of one round are compared with each other. */
record Results(Workload workload, Map<Contender, List<Measurement>> turns) {

    static Results none(Workload workload) {
        Map<Contender, List<Measurement>> turns = new EnumMap<>(Contender.class);
        workload.contenders().forEach(contender -> turns.put(contender, new ArrayList<>()));
        return new Results(workload, turns);
    }

    void add(Contender contender, Measurement measurement) {
        of(contender).add(measurement);
    }

    Spread spread(Contender contender, ToDoubleFunction<Measurement> value) {
        return Spread.of(of(contender).stream().mapToDouble(value));
    }

    /** A contender's value divided by that of the bare tables, round by round. */
    Spread ratio(Contender contender, ToDoubleFunction<Measurement> value) {
        List<Measurement> own = of(contender);
        List<Measurement> bare = of(Contender.BARE);
        return Spread.of(
                IntStream.range(0, own.size())
                        .mapToDouble(
                                round ->
                                        value.applyAsDouble(own.get(round))
                                                / value.applyAsDouble(bare.get(round))));
    }

    int deadlocks(Contender contender) {
        return of(contender).stream().mapToInt(Measurement::deadlocks).sum();
    }

    private List<Measurement> of(Contender contender) {
        return turns.getOrDefault(contender, List.of());
    }
}
