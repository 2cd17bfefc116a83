package dev.lifeguard.migrate.spring;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which property below {@code lifeguard.migrate} there is not, and which was meant perhaps.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertyFailureAnalyzer
        extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

    private static final int MOST_EDITS = 3;

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable root, UnboundConfigurationPropertiesException cause) {
        List<ConfigurationProperty> unknown =
                cause.getUnboundProperties().stream()
                        .filter(it -> it.getName().toString().startsWith(MigrateProperties.PREFIX))
                        .toList();
        if (unknown.isEmpty()) {
            return null;
        }
        String description =
                String.join(
                        "\n",
                        unknown.stream().map(UnknownPropertyFailureAnalyzer::described).toList());
        String name = unknown.getFirst().getName().toString();
        String nextStep =
                nearest(name)
                        .map("Write %s, or remove it."::formatted)
                        .orElse("Remove it, or correct its name.");
        return new FailureAnalysis(description, nextStep, cause);
    }

    private static String described(ConfigurationProperty property) {
        String where = property.getOrigin() == null ? "" : " (%s)".formatted(property.getOrigin());
        return "There is no property %s%s.".formatted(property.getName(), where);
    }

    private static Optional<String> nearest(String name) {
        return Stream.of(MigrateProperties.class.getRecordComponents())
                .map(component -> property(component.getName()))
                .filter(known -> distance(name, known) <= MOST_EDITS)
                .min(Comparator.comparingInt(known -> distance(name, known)));
    }

    private static String property(String component) {
        return MigrateProperties.PREFIX + "." + DataObjectPropertyName.toDashedForm(component);
    }

    /** How many letters are to be put in, taken out or replaced. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int replaced =
                        diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
