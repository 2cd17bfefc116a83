package dev.lifeguard.migrate.tests.project;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a child JVM gets beside what its caller says: the class path, and the archive that fits. */
final class ClassPath {

    private ClassPath() {}

    /**
     * The options that go before the caller's.
     *
     * @param given a main class and its arguments, behind options of the JVM; {@code -cp} or {@code
     *     -jar}, where it has one, comes first
     */
    static List<String> of(List<String> given) {
        return switch (given.getFirst()) {
            case "-cp", "-jar" -> ofJars(given.get(0), given.get(1));
            default -> ofThisProcess();
        };
    }

    private static List<String> ofJars(String option, String classPath) {
        boolean jars =
                Arrays.stream(classPath.split(File.pathSeparator, -1))
                        .allMatch(part -> Files.isRegularFile(Path.of(part)));
        return jars ? ClassArchive.options(List.of(option, classPath)) : List.of();
    }

    /** Jar files first: an archive fits each class path that begins with its own. */
    private static List<String> ofThisProcess() {
        String all = System.getProperty("java.class.path");
        Map<Boolean, List<String>> isJar =
                Arrays.stream(all.split(File.pathSeparator, -1))
                        .collect(
                                Collectors.partitioningBy(
                                        part -> Files.isRegularFile(Path.of(part))));
        String jars = String.join(File.pathSeparator, isJar.get(true));
        String folders = String.join(File.pathSeparator, isJar.get(false));
        List<String> options = new ArrayList<>(ClassArchive.options(List.of("-cp", jars)));
        options.addAll(List.of("-cp", jars + File.pathSeparator + folders));
        return options;
    }
}
