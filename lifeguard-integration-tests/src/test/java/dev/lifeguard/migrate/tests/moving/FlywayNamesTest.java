package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.internal.resource.ResourceName;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.junit.jupiter.api.Test;

/** Generated names of files, read by Flyway itself and by the layout. */
final class FlywayNamesTest {

    private static final long SEED = 20_260_101;
    private static final int NAMES = 400;
    private static final String[] PREFIXES = {
        "V",
        "V",
        "V",
        "V",
        "R",
        "R",
        "v",
        "r",
        "B",
        "X",
        "",
        "beforeMigrate",
        "afterMigrate",
        "afterMigrateApplied",
        "afterVersioned",
        "beforeEachMigrate",
        "beforemigrate"
    };
    private static final String[] VERSIONS = {
        "1",
        "01",
        "1.0",
        "1_0",
        "1.10",
        "1_9",
        "1.9.0.0",
        "2",
        "10",
        "",
        "",
        "1.",
        ".1",
        "1..2",
        "-1",
        "a",
        "1a",
        "20240101",
        "20240101120000",
        "99999999999999999999999",
        "0",
        "0.0.1"
    };
    private static final String[] SEPARATORS = {"__", "__", "__", "__", "_", "", "___"};
    private static final String[] DESCRIPTIONS = {"", "a", "a_b", "a b", "a__b", "é", "a.b", "_"};
    private static final String[] SUFFIXES = {".sql", ".sql", ".sql", ".SQL", ".Sql", ".txt"};

    private final Layout layout = OtherTool.FLYWAY.layout();
    private final ResourceNameParser parser = new ResourceNameParser(new ClassicConfiguration());

    private record Empty(String name) implements MigrationFile {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[0]);
        }
    }

    private static List<String> names() {
        Random random = new Random(SEED);
        return IntStream.range(0, NAMES)
                .mapToObj(
                        any ->
                                one(random, PREFIXES)
                                        + one(random, VERSIONS)
                                        + one(random, SEPARATORS)
                                        + one(random, DESCRIPTIONS)
                                        + one(random, SUFFIXES))
                .distinct()
                .toList();
    }

    private static String one(Random random, String[] some) {
        return some[random.nextInt(some.length)];
    }

    @Test
    void meanTheSame() throws IOException {
        List<String> here = new ArrayList<>();
        List<String> there = new ArrayList<>();
        for (String name : names()) {
            here.add(name + ": " + read(name));
            there.add(name + ": " + flyway(name));
        }

        assertThat(here).containsExactlyElementsOf(there).hasSizeGreaterThan(200);
    }

    private String read(String name) throws IOException {
        if (!layout.concerns(name)) {
            return "nothing";
        }
        return switch (layout.read(List.of(new Empty(name))).getFirst()) {
            case Found.Versioned versioned -> {
                assertThat(versioned.form().part()).isEqualTo(Part.UP);
                yield "version " + versioned.version();
            }
            case Found.Repeatable repeatable -> "repeatable";
            case Found.Hook hook -> "callback";
            case Found.LeftOut left when left.reason().contains("the event ") -> "callback";
            case Found.Baseline baseline -> "baseline";
            case Found.LeftOut left -> "nothing";
            case Found.Refused refused -> "nothing";
        };
    }

    private String flyway(String name) {
        if (!name.toLowerCase(java.util.Locale.ROOT).endsWith(".sql")) {
            return "nothing";
        }
        ResourceName parsed = parser.parse(name);
        // Its parser takes a number below zero, which no migration has.
        if (!parsed.isValid() || name.startsWith("V-1")) {
            return "nothing";
        }
        if (Event.fromId(parsed.getPrefix()) != null) {
            return "callback";
        }
        return switch (parsed.getPrefix()) {
            case "V" -> "version " + parsed.getVersion();
            case "B" -> parsed.getVersion().toString().startsWith("-") ? "nothing" : "baseline";
            default -> "repeatable";
        };
    }

    @Test
    void haveTheSameOrder() {
        List<String> versions =
                new ArrayList<>(
                        new Random(SEED)
                                .ints(200, 0, VERSIONS.length)
                                .mapToObj(at -> VERSIONS[at])
                                .filter(it -> it.matches("[0-9]+([._][0-9]+)*"))
                                .toList());
        new Random(SEED)
                .ints(200, 0, 12)
                .forEach(any -> versions.add(any + "." + any % 4 + "_0" + any % 3));
        Comparator<dev.lifeguard.migrate.source.MigrationVersion> order =
                layout.order().orElseThrow();

        for (String one : versions) {
            for (String other : versions) {
                var here = number(one);
                var there = number(other);
                int flyway =
                        MigrationVersion.fromVersion(one)
                                .compareTo(MigrationVersion.fromVersion(other));
                assertThat(Integer.signum(order.compare(here, there)))
                        .as("%s and %s", one, other)
                        .isEqualTo(Integer.signum(flyway));
                assertThat(here.equals(there)).isEqualTo(flyway == 0);
            }
        }
    }

    private dev.lifeguard.migrate.source.MigrationVersion number(String version) {
        try {
            return ((Found.Versioned)
                            layout.read(List.of(new Empty("V" + version + "__x.sql"))).getFirst())
                    .version();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void knowAllEvents() throws IOException {
        for (Event event : Event.values()) {
            Found found = layout.read(List.of(new Empty(event.getId() + ".sql"))).getFirst();
            assertThat(read(event.getId() + ".sql")).as(event.getId()).isEqualTo("callback");
            assertThat(found).isNotInstanceOf(Found.Refused.class);
        }
        assertThat(Arrays.stream(Event.values()).map(Event::getId).distinct()).hasSize(48);
    }
}
