package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.CompatFinding.Level;
import java.util.List;

/**
 * Whether the statements of an application survive the migrations that are pending.
 *
 * @param statements how many were given, each text once
 * @param migrations how many are pending
 * @param findings in the order of the migrations, and of the statements in each
 */
public record CompatReport(
        int statements,
        int migrations,
        List<CompatFinding> findings,
        List<NotAnalysed> notAnalysed) {

    /** Copies the lists. */
    public CompatReport {
        findings = List.copyOf(findings);
        notAnalysed = List.copyOf(notAnalysed);
    }

    /** What breaks, or may break. */
    public List<CompatFinding> breaks() {
        return of(Level.BREAK);
    }

    /** What is worth a look. */
    public List<CompatFinding> cautions() {
        return of(Level.CAUTION);
    }

    private List<CompatFinding> of(Level level) {
        return findings.stream().filter(each -> each.level() == level).toList();
    }
}
