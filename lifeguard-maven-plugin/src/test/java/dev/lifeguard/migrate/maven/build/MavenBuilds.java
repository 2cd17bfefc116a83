package dev.lifeguard.migrate.maven.build;

import static dev.lifeguard.migrate.maven.build.PluginRepository.property;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs Maven, offline, with the plugin as it was built. */
final class MavenBuilds {

    private static final Path WORK = Path.of("target", "builds").toAbsolutePath();

    private final PluginRepository repository;
    private final Path settings;

    private MavenBuilds(PluginRepository repository, Path settings) {
        this.repository = repository;
        this.settings = settings;
    }

    static MavenBuilds prepare() throws IOException {
        Files.createDirectories(WORK);
        Path settings = WORK.resolve("settings.xml");
        Files.writeString(settings, settings());
        Files.writeString(WORK.resolve("settings-security.xml"), SECURITY);
        return new MavenBuilds(PluginRepository.in(WORK.resolve("repository")), settings);
    }

    /**
     * The master password that the passwords of the settings are encrypted with, itself encrypted.
     */
    private static final String SECURITY =
            """
            <settingsSecurity>
                <master>{9s/DdtzbOQwHf3Sgy/zzG6D2DQ+UjPXIlQtfSOFIv8U=}</master>
            </settingsSecurity>
            """;

    private static String settings() {
        String policies = "<releases><checksumPolicy>ignore</checksumPolicy></releases>";
        return """
        <settings>
            <pluginGroups><pluginGroup>dev.lifeguard</pluginGroup></pluginGroups>
            <servers>
                <server>
                    <id>the-database</id>
                    <username>APP</username>
                    <password>{7KLxd4SsSbcHo5OgL7Iq7kCaj4UykTM6lfEzdthLzbU=}</password>
                </server>
                <server>
                    <id>broken</id>
                    <username>APP</username>
                    <password>{bm90IGVuY3J5cHRlZA==}</password>
                </server>
            </servers>
            <mirrors>
                <mirror>
                    <id>this-build</id>
                    <mirrorOf>central</mirrorOf>
                    <url>%s</url>
                </mirror>
            </mirrors>
            <profiles>
                <profile>
                    <id>this-build</id>
                    <repositories>
                        <repository><id>central</id><url>file:///none</url>%s</repository>
                    </repositories>
                    <pluginRepositories>
                        <pluginRepository>
                            <id>central</id><url>file:///none</url>%s
                        </pluginRepository>
                    </pluginRepositories>
                </profile>
            </profiles>
            <activeProfiles><activeProfile>this-build</activeProfile></activeProfiles>
        </settings>
        """
                .formatted(Path.of(property("maven.repo.local")).toUri(), policies, policies);
    }

    /** What a build came to. */
    record Outcome(int exit, List<String> lines) {

        private static final Pattern FAILURE =
                Pattern.compile(
                        "(?s)Failed to execute goal \\S+ \\(\\S+\\) on project (\\S+?): (.*?)"
                                + " ?(?:-> )?\\[Help [0-9]\\]");

        /** The lines of the goals' logs, without those that Maven writes around them. */
        List<String> said() {
            return lines.stream()
                    .filter(line -> line.startsWith("[INFO] ") || line.startsWith("[WARNING] "))
                    .filter(line -> !line.matches("\\[INFO\\] (.*-{3,}.*| *BUILD .*| *Total .*|)"))
                    .filter(line -> !line.matches("\\[INFO\\] (Scanning|Building|Finished) .*"))
                    .map(line -> line.replaceAll("[0-9.]+ m?s\\b", "TIME"))
                    .map(line -> line.replaceAll("[0-9-]{10} [0-9:]{8} UTC", "MOMENT"))
                    .toList();
        }

        /** What failed and why, as Maven says it at its end, by the projects' names. */
        Map<String, String> failures() {
            String errors =
                    lines.stream()
                            .filter(line -> line.startsWith("[ERROR]"))
                            .map(line -> line.replaceFirst("\\[ERROR\\] ?", ""))
                            .collect(Collectors.joining("\n"));
            Map<String, String> failures = new TreeMap<>();
            Matcher found = FAILURE.matcher(errors);
            while (found.find()) {
                failures.put(found.group(1), found.group(2).strip());
            }
            return failures;
        }

        /** The only one of those. */
        String failure() {
            if (failures().size() != 1) {
                throw new AssertionError(String.join("\n", lines));
            }
            return failures().values().iterator().next();
        }
    }

    /** A new folder for a project. */
    MavenProjectFolder project(String name) throws IOException {
        return MavenProjectFolder.in(Files.createTempDirectory(WORK, name + "-"));
    }

    /** Runs it to its end. */
    Outcome run(MavenProjectFolder project, String... arguments)
            throws IOException, InterruptedException {
        Path log = project.file("maven.log");
        Process maven = start(project, log, arguments);
        if (!maven.waitFor(3, TimeUnit.MINUTES)) {
            maven.destroyForcibly();
            throw new AssertionError("Maven did not end: " + Files.readString(log));
        }
        return new Outcome(maven.exitValue(), Files.readAllLines(log));
    }

    /** Starts one. */
    Process start(MavenProjectFolder project, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("maven.home"), "bin", "mvn").toString());
        command.addAll(
                List.of(
                        "-B",
                        "-ntp",
                        "-Dstyle.color=never",
                        "-s",
                        settings.toString(),
                        "-Dsettings.security=" + WORK.resolve("settings-security.xml"),
                        "-Dmaven.repo.local=" + repository.root()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(project.root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put(
                        "MAVEN_OPTS",
                        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djansi.noreset=true"
                                + " --enable-native-access=ALL-UNNAMED"
                                + (Runtime.version().feature() >= 24
                                        ? " --sun-misc-unsafe-memory-access=allow"
                                        : ""));
        return builder.start();
    }
}
