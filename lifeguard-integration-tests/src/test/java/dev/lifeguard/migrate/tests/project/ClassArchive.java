package dev.lifeguard.migrate.tests.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What a child JVM reads its classes from (JEP 350) instead of loading and verifying those of its
 * jar files one by one: a run of the command line took 0.5 s of a processor's time instead of 1.0.
 * The tests start some hundred of them. All forks of a build share one archive a class path.
 */
final class ClassArchive {

    private static final Path FOLDER = Path.of("target", "class-archives").toAbsolutePath();
    private static final Map<List<String>, List<String>> OPTIONS = new ConcurrentHashMap<>();

    private ClassArchive() {}

    /**
     * The options for JVMs whose class path begins so; none where the archive cannot be made.
     *
     * @param classPath {@code -cp} and jar files, or {@code -jar} and one
     */
    static List<String> options(List<String> classPath) {
        return OPTIONS.computeIfAbsent(classPath, ClassArchive::make);
    }

    private static List<String> make(List<String> classPath) {
        try {
            Files.createDirectories(FOLDER);
            Path archive = FOLDER.resolve(name(classPath) + ".jsa");
            try (FileChannel channel =
                            FileChannel.open(
                                    FOLDER.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock oneAtATime = channel.lock()) {
                if (oneAtATime.isValid() && !Files.exists(archive)) {
                    write(classPath, archive);
                }
            }
            return Files.exists(archive)
                    ? List.of(
                            "-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-Xlog:aot*=off")
                    : List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Of the Java that reads it, and of the jar files as they are: others would be refused. */
    private static String name(List<String> classPath) throws IOException {
        StringBuilder what = new StringBuilder(System.getProperty("java.home"));
        for (String part : String.join(":", classPath).split(":", -1)) {
            what.append(part);
            if (Files.isRegularFile(Path.of(part))) {
                what.append(Files.getLastModifiedTime(Path.of(part)));
            }
        }
        return UUID.nameUUIDFromBytes(what.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** By a command that looks for a database where none is. */
    private static void write(List<String> classPath, Path archive) throws IOException {
        Path unfinished = archive.resolveSibling(archive.getFileName() + ".new");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ChildProcess.JVM);
        command.add("-XX:ArchiveClassesAtExit=" + unfinished);
        command.addAll(classPath);
        if (classPath.contains("-cp")) {
            command.add("dev.lifeguard.migrate.cli.Main");
        }
        command.addAll(List.of("status", "--database-url", "postgresql://none:none@127.0.0.1:1/"));
        Process process =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(FOLDER.resolve("log").toFile())
                        .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupt);
        }
        if (Files.exists(unfinished)) {
            Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
