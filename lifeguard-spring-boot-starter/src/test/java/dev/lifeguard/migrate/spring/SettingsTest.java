package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Whatever a migrator can be told, an application can say. */
final class SettingsTest {

    /** What is said by a bean, since it is an object. */
    private static final Set<String> BEANS = Set.of("listener", "check");

    /** What is about the way down, which a start never goes: a MigratorCustomizer can say it. */
    private static final Set<String> NOT_AT_START =
            Set.of("dataLoss", "agreedLosses", "backgroundBatchesInUp");

    /** What is called otherwise than its property. */
    private static final Map<String, String> OTHERWISE =
            Map.of(
                    "source", "locations",
                    "grouping", "group",
                    "placeholder", "placeholders");

    @Test
    void eachSettingOfTheLibraryHasAProperty() throws IOException {
        Set<String> settings =
                Arrays.stream(MigratorBuilder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> method.getReturnType() == MigratorBuilder.class)
                        .map(Method::getName)
                        .filter(name -> !BEANS.contains(name))
                        .filter(name -> !NOT_AT_START.contains(name))
                        .map(name -> OTHERWISE.getOrDefault(name, kebab(name)))
                        .map(name -> MigrateProperties.PREFIX + "." + name)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(metadata()).contains(settings.toArray(String[]::new));
    }

    @Test
    void theRestIsWhatConcernsTheStartAlone() throws IOException {
        Set<String> start =
                Stream.of("enabled", "mode", "url", "user", "password", "datasources")
                        .map(name -> MigrateProperties.PREFIX + "." + name)
                        .collect(Collectors.toSet());

        assertThat(metadata()).containsAll(start);
    }

    @Test
    void eachPropertyIsDescribed() throws IOException {
        Pattern undescribed =
                Pattern.compile(
                        "\"name\": \"(lifeguard[^\"]+)\",\\s+\"type\": \"[^\"]+\",\\s+\"so");

        // The group of all of them is the only one that is not.
        assertThat(undescribed.matcher(text()).results().map(found -> found.group(1)))
                .containsExactly(MigrateProperties.PREFIX);
    }

    /** An IDE shows them, and they are written twice. */
    @Test
    void theDefaultsOfTheMetadataAreThoseThatHold() throws IOException {
        Map<String, String> defaults =
                Pattern.compile(
                                "\"name\": \"(lifeguard[^\"]+)\"(?:(?!\"name\").)*?"
                                        + "\"defaultValue\": \\[?\\s*\"?([^\"\\s\\],]+)",
                                Pattern.DOTALL)
                        .matcher(text().replace("\\/", "/"))
                        .results()
                        .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));

        assertThat(defaults).hasSize(14);
        assertThat(bound(defaults).settings()).isEqualTo(bound(Map.of()).settings());
        assertThat(bound(defaults).chosenMode()).isEqualTo(bound(Map.of()).chosenMode());
    }

    private static MigrateProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(MigrateProperties.PREFIX, MigrateProperties.class);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Set<String> metadata() throws IOException {
        return Pattern.compile("\"name\": \"([^\"]+)\"")
                .matcher(text())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String text() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(
                        MigrateProperties.class.getResourceAsStream(
                                "/META-INF/spring-configuration-metadata.json"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
