package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.spring.MigrateProperties.NamedDatabase;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
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

    /** One letter of so many may be wrong. */
    private static final int LETTERS_AN_EDIT = 3;

    private static final ConfigurationPropertyName DATASOURCES =
            ConfigurationPropertyName.of(MigrateProperties.PREFIX + ".datasources");

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
        String nextStep =
                unknown.size() == 1
                        ? nearest(unknown.getFirst())
                                .map("Write %s, or remove it."::formatted)
                                .orElse("Remove it, or correct its name.")
                        : String.join(
                                "\n",
                                unknown.stream()
                                        .map(UnknownPropertyFailureAnalyzer::nextStep)
                                        .toList());
        return new FailureAnalysis(description, nextStep, cause);
    }

    private static String nextStep(ConfigurationProperty one) {
        return nearest(one)
                .map(known -> "Write %s, or remove %s.".formatted(known, one.getName()))
                .orElse("Remove %s, or correct its name.".formatted(one.getName()));
    }

    private static String described(ConfigurationProperty property) {
        String where = property.getOrigin() == null ? "" : " (%s)".formatted(property.getOrigin());
        return "There is no property %s%s.".formatted(property.getName(), where);
    }

    private static Optional<String> nearest(ConfigurationProperty unknown) {
        String name = unknown.getName().toString();
        int most = unknown.getName().getLastElement(Form.UNIFORM).length() / LETTERS_AN_EDIT;
        return known(unknown.getName())
                .filter(known -> distance(name, known) <= most)
                .min(Comparator.comparingInt(known -> distance(name, known)));
    }

    /**
     * What there is where the unknown one stands: for all databases, or for one that has a name.
     */
    private static Stream<String> known(ConfigurationPropertyName unknown) {
        boolean ofOne =
                DATASOURCES.isAncestorOf(unknown)
                        && unknown.getNumberOfElements() > DATASOURCES.getNumberOfElements() + 1;
        Class<?> properties = ofOne ? NamedDatabase.class : MigrateProperties.class;
        int parents = DATASOURCES.getNumberOfElements() + (ofOne ? 1 : -1);
        ConfigurationPropertyName parent = unknown.chop(parents);
        return Stream.of(properties.getRecordComponents())
                .map(component -> DataObjectPropertyName.toDashedForm(component.getName()))
                .map(name -> parent.append(name).toString());
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
