package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.plan.PlanStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Roles that a server has since migrations ran on it. Others make roles on a server that is named,
 * so there only those are the migrations' that their texts name.
 *
 * @param made those of the migrations
 * @param others those of whom nobody knows
 */
record AppearedRoles(List<String> made, List<String> others) {

    AppearedRoles {
        made = List.copyOf(made);
        others = List.copyOf(others);
    }

    /**
     * Those that were not there before.
     *
     * @param steps the migrations that ran
     */
    static AppearedRoles since(
            Collection<String> before, ScratchServer server, Collection<PlanStep> steps) {
        Set<String> appeared = new HashSet<>(server.roles());
        appeared.removeAll(before);
        Set<String> named = new HashSet<>();
        if (server.isAlone()) {
            named.addAll(appeared);
        } else if (!appeared.isEmpty()) {
            Pattern names = Pattern.compile(anyOf(appeared), Pattern.CASE_INSENSITIVE);
            steps.forEach(
                    step ->
                            step.forEachStatement(
                                    statement ->
                                            names.matcher(statement.text())
                                                    .results()
                                                    .forEach(it -> named.add(it.group()))));
        }
        List<String> made = new ArrayList<>();
        List<String> others = new ArrayList<>();
        appeared.stream()
                .sorted()
                .forEach(
                        role ->
                                (named.stream().anyMatch(role::equalsIgnoreCase) ? made : others)
                                        .add(role));
        return new AppearedRoles(made, others);
    }

    private static String anyOf(Set<String> roles) {
        return roles.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w$])(?:", ")(?![\\w$])"));
    }

    /** Refuses them: roles are a server's, and a baseline is for a database. */
    void requireNone() {
        if (!made.isEmpty()) {
            throw Refused.because(
                    "The migrations make the role%s %s, and roles belong to a server, not to a database, so a baseline cannot hold them. Make them in before_up.sql where they are not there yet, and squash then. Nothing was changed."
                            .formatted(made.size() == 1 ? "" : "s", String.join(", ", made)));
        }
        if (!others.isEmpty()) {
            throw Refused.because(
                    "The server of --scratch-url has the role%s %s since the migrations ran there, and none of them names %s. Where others made %s, run squash again; where a migration does, make %s in before_up.sql. Nothing was changed."
                            .formatted(
                                    others.size() == 1 ? "" : "s",
                                    String.join(", ", others),
                                    it(),
                                    it(),
                                    it()));
        }
    }

    private String it() {
        return others.size() == 1 ? "it" : "them";
    }
}
