package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.inspect.trace.LockMode.ACCESS_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.LockMode.SHARE_UPDATE_EXCLUSIVE;
import static dev.lifeguard.migrate.inspect.trace.Work.BRIEF;
import static dev.lifeguard.migrate.inspect.trace.Work.SCAN;

import dev.lifeguard.migrate.lint.AlterTableChecks.Altered;
import dev.lifeguard.migrate.lint.TableConstraint.Kind;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.Optional;
import java.util.function.Consumer;

/** ATTACH and DETACH PARTITION. */
final class PartitionChecks implements AlterTableChecks.AlterationCheck {

    @Override
    public void look(Altered it, Consumer<Diagnosis> out) {
        Optional<PgNode> command =
                it.alteration().definition().filter(def -> def.is("PartitionCmd"));
        Optional<PgNode> name = command.flatMap(def -> def.node("name"));
        if (name.isEmpty() || !it.subject().tree().text("objtype").equals("OBJECT_TABLE")) {
            return;
        }
        if (it.is("AT_DetachPartition") && !command.get().flag("concurrent")) {
            out.accept(detach(it, name.get()));
        } else if (it.is("AT_AttachPartition")) {
            attach(it, name.get(), out);
        }
    }

    private static Diagnosis detach(Altered it, PgNode name) {
        Table partition = it.subject().table(name);
        return Diagnosis.of(
                        LintRule.DETACH_BLOCKS,
                        "DETACH PARTITION waits until nobody uses %s any more, and all who come"
                                + " later wait behind it, whatever partition they use.",
                        it.sql())
                .about(it.table())
                .lock(it.table(), ACCESS_EXCLUSIVE, BRIEF)
                .lock(partition, ACCESS_EXCLUSIVE, BRIEF)
                .safe(
                        it.table().defaultPartition().isPresent()
                                ? "-- CONCURRENTLY is refused where a DEFAULT partition is: when"
                                        + " few use %2$s, with a short lock_timeout"
                                : "%1$sALTER TABLE %2$s DETACH PARTITION %3$s CONCURRENTLY;",
                        IndexChecks.ALONE,
                        it.sql(),
                        Name.of(name).sql());
    }

    private static void attach(Altered it, PgNode name, Consumer<Diagnosis> out) {
        Table partition = it.subject().table(name);
        Optional<Table> rest = it.table().defaultPartition().map(it.subject().model()::table);
        boolean readsIt = !partition.isUnused() && !isChecked(partition, it);
        boolean readsRest =
                rest.filter(table -> !table.isUnused() && !isChecked(table, it)).isPresent();
        if (!readsIt && !readsRest) {
            return;
        }
        Table read = readsIt ? partition : rest.orElse(partition);
        Diagnosis diagnosis =
                Diagnosis.of(
                                LintRule.ATTACH_SCANS,
                                "ATTACH PARTITION reads all of %s to see that its rows are in the"
                                    + " right partition, and nobody reads or writes it until that"
                                    + " is done.",
                                read.name().sql())
                        .about(read)
                        .lock(it.table(), SHARE_UPDATE_EXCLUSIVE, BRIEF)
                        .lock(read, ACCESS_EXCLUSIVE, SCAN);
        out.accept(
                diagnosis.safe(
                        "ALTER TABLE %s ADD CONSTRAINT %s CHECK (…) NOT VALID; -- %s%n-- in the"
                            + " next migration:%nALTER TABLE %s VALIDATE CONSTRAINT %s;%n-- in the"
                            + " one after that:%n%s;%nALTER TABLE %s DROP CONSTRAINT %s;",
                        read.name().sql(),
                        Identifier.made(read.name().name(), "fits"),
                        readsIt
                                ? "what the bounds of the partition say, and NOT NULL"
                                : "the opposite of the bounds of the new partition",
                        read.name().sql(),
                        Identifier.made(read.name().name(), "fits"),
                        it.subject().text(),
                        read.name().sql(),
                        Identifier.made(read.name().name(), "fits")));
    }

    /** Whether a CHECK about the key holds for all rows; what it says is not looked into. */
    private static boolean isChecked(Table table, Altered it) {
        return table.constraints().values().stream()
                .filter(constraint -> constraint.kind() == Kind.CHECK)
                .filter(constraint -> constraint.valid() != TableConstraint.NEVER)
                .anyMatch(
                        constraint ->
                                it.table().partitionColumns().isEmpty()
                                        || constraint
                                                .columns()
                                                .containsAll(it.table().partitionColumns()));
    }
}
