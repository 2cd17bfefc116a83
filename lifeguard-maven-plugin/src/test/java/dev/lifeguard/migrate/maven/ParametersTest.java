package dev.lifeguard.migrate.maven;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.cli.command.Commands;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The plugin has what the command line and the library have. */
final class ParametersTest {

    /** Commands that are no goals, and why. */
    private static final Map<String, String> NO_GOALS =
            Map.of("generate-completion", "a build has no shell");

    /** Goals that are no commands, and why. */
    private static final Map<String, String> NO_COMMANDS =
            Map.of(
                    "start", "the database of a build",
                    "stop", "the database of a build");

    /** Options that are no parameters, and why. */
    private static final Map<String, String> NO_PARAMETERS =
            Map.ofEntries(
                    entry("config", "the pom.xml is the configuration"),
                    entry("env", "profiles of the pom.xml are the environments"),
                    entry("output", "a build's output is Maven's log"),
                    entry("quiet", "mvn -q"),
                    entry("verbose", "mvn -X"),
                    entry("noColor", "mvn -Dstyle.color=never"),
                    entry("serve", "a build has an end"),
                    entry("port", "a build has an end"),
                    entry("sql", "a script belongs into a file, and a log is none"),
                    entry("yes", "nobody is asked in a build"),
                    entry("help", "mvn lifeguard:help"));

    /** Options of one command that are no parameters of its goal, and why. */
    private static final Map<String, Map<String, String>> NO_PARAMETERS_OF =
            Map.of(
                    "lint",
                    Map.of(
                            "format", "a build's output is Maven's log",
                            "file", "migrations of a build are in its directories"));

    /** Settings of the library that are no parameters under that name, and why. */
    private static final Map<String, String> NO_SETTINGS =
            Map.of(
                    "source", "migrationsDir",
                    "database", "dialect=… in databaseUrl",
                    "grouping", "group",
                    "dataLoss", "allowDataLoss and quarantine",
                    "application", "it is the plugin",
                    "listener", "its place is in a program",
                    "check", "its place is in a program",
                    "agreedLosses", "its place is in a program",
                    "backgroundBatchesInUp", "its place is in a program",
                    "build", "no setting");

    /** The parameters of each goal, as Maven reads them, with the property of each. */
    private static Map<String, Map<String, String>> goals() throws Exception {
        Map<String, Map<String, String>> goals = new TreeMap<>();
        for (Element mojo : elements(descriptor().getDocumentElement(), "mojo")) {
            Map<String, String> parameters = new TreeMap<>();
            for (Element parameter : elements(mojo, "parameter")) {
                if (text(parameter, "editable").equals("true")) {
                    parameters.put(text(parameter, "name"), "");
                }
            }
            for (Element configuration : elements(mojo, "configuration")) {
                NodeList values = configuration.getElementsByTagName("*");
                for (int at = 0; at < values.getLength(); at++) {
                    parameters.computeIfPresent(
                            values.item(at).getNodeName(), property(values.item(at)));
                }
            }
            goals.put(text(mojo, "goal"), parameters);
        }
        return goals;
    }

    private static BiFunction<String, String, String> property(Node value) {
        return (name, unset) -> value.getTextContent();
    }

    /** Not any on the class path: another plugin's is there, too. */
    private static Document descriptor() throws Exception {
        Path classes =
                Path.of(UpMojo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(classes.resolve("META-INF/maven/plugin.xml").toFile());
    }

    private static List<Element> elements(Element of, String name) {
        NodeList all = of.getElementsByTagName(name);
        return IntStream.range(0, all.getLength())
                .mapToObj(all::item)
                .map(Element.class::cast)
                .toList();
    }

    private static String text(Element of, String name) {
        return elements(of, name).getFirst().getTextContent();
    }

    @Test
    void eachCommandIsAGoal() throws Exception {
        Set<String> commands = new TreeSet<>(Commands.all().getSubcommands().keySet());
        commands.removeAll(NO_GOALS.keySet());
        Set<String> goals = new TreeSet<>(goals().keySet());
        goals.removeAll(NO_COMMANDS.keySet());

        assertThat(goals).isEqualTo(commands);
    }

    @Test
    void eachOptionIsAParameterOfTheGoal() throws Exception {
        Map<String, Map<String, String>> goals = goals();
        Map<String, Set<String>> missing = new TreeMap<>();
        Commands.all()
                .getSubcommands()
                .forEach(
                        (name, command) -> {
                            Map<String, String> parameters = goals.get(name);
                            if (parameters != null && !name.equals("help")) {
                                Set<String> options = options(command);
                                options.removeAll(parameters.keySet());
                                options.removeAll(NO_PARAMETERS.keySet());
                                options.removeAll(
                                        NO_PARAMETERS_OF.getOrDefault(name, Map.of()).keySet());
                                if (name.equals("generate")) {
                                    options.retainAll(Set.of("name", "java", "migrationsDir"));
                                }
                                missing.put(name, options);
                            }
                        });

        assertThat(missing)
                .isNotEmpty()
                .allSatisfy((goal, options) -> assertThat(options).isEmpty());
    }

    /** Options and positional parameters in camel case. */
    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().args().stream()
                .flatMap(ParametersTest::names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? Stream.of(name(option.longestName().replaceFirst("^--", "")))
                : Arrays.stream(argument.paramLabel().toLowerCase(Locale.ROOT).split("\\|", -1));
    }

    private static String name(String text) {
        StringBuilder name = new StringBuilder();
        for (String word : text.split("-", -1)) {
            name.append(
                    name.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    @Test
    void eachSettingOfTheLibraryIsAParameter() throws Exception {
        Set<String> settings =
                Arrays.stream(MigratorBuilder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> !NO_SETTINGS.containsKey(name))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(goals().get("up")).containsKeys(settings.toArray(String[]::new));
    }

    /** But for placeholders, which have a property each. */
    @Test
    void eachParameterHasAPropertyOfItsName() throws Exception {
        goals().forEach(
                        (goal, parameters) ->
                                parameters.forEach(
                                        (name, property) -> {
                                            if (!goal.equals("help")
                                                    && !name.equals("placeholder")) {
                                                assertThat(property)
                                                        .as(goal + " " + name)
                                                        .isEqualTo("${lifeguard." + name + "}");
                                            }
                                        }));
    }

    @Test
    void nothingThatIsLeftOutIsThere() throws Exception {
        assertThat(all()).doesNotContainAnyElementsOf(NO_PARAMETERS.keySet());
        Map<String, Map<String, String>> goals = goals();
        NO_PARAMETERS_OF.forEach(
                (goal, options) ->
                        assertThat(goals.get(goal))
                                .doesNotContainKeys(options.keySet().toArray(String[]::new)));
    }

    /** The parameters of all goals but that of help. */
    static Set<String> all() throws Exception {
        Set<String> all = new TreeSet<>();
        goals().forEach(
                        (goal, parameters) -> {
                            if (!goal.equals("help")) {
                                all.addAll(parameters.keySet());
                            }
                        });
        return all;
    }
}
