package dev.lifeguard.migrate.maven.build;

import static dev.lifeguard.migrate.maven.build.PluginRepository.VERSION;
import static dev.lifeguard.migrate.maven.build.PluginRepository.property;

/** The texts of pom.xml files. */
final class Poms {

    private Poms() {}

    /** The plugin, with drivers for SQLite and H2, and something else in it. */
    static String plugin(String content) {
        return """
        <plugin>
            <groupId>dev.lifeguard</groupId>
            <artifactId>lifeguard-maven-plugin</artifactId>
            <version>%s</version>
            <dependencies>
                <dependency>
                    <groupId>org.xerial</groupId>
                    <artifactId>sqlite-jdbc</artifactId>
                    <version>%s</version>
                </dependency>
                <dependency>
                    <groupId>com.h2database</groupId>
                    <artifactId>h2</artifactId>
                    <version>%s</version>
                </dependency>
            </dependencies>
            %s
        </plugin>
        """
                .formatted(VERSION, property("sqlite.version"), property("h2.version"), content);
    }

    /** A project with that plugin and a configuration of it. */
    static String with(String configuration) {
        return project(
                "project",
                "jar",
                "",
                plugin("<configuration>%s</configuration>".formatted(configuration)));
    }

    /**
     * A project.
     *
     * @param more elements of its own
     * @param plugins its plugins
     */
    static String project(String artifact, String packaging, String more, String plugins) {
        return """
        <project>
            <modelVersion>4.0.0</modelVersion>
            <groupId>example</groupId>
            <artifactId>%s</artifactId>
            <version>1</version>
            <packaging>%s</packaging>
            %s
            <build><plugins>%s</plugins></build>
        </project>
        """
                .formatted(artifact, packaging, more, plugins);
    }

    /** A parent that has plugins for whoever names them. */
    static String managing(String artifact, String more, String plugins) {
        return project(artifact, "pom", more, "")
                .replace(
                        "<build>",
                        "<build><pluginManagement><plugins>%s</plugins></pluginManagement>"
                                .formatted(plugins));
    }
}
