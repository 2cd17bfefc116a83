package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the last commit of git has of a directory, so that it can be had back from there. */
final class GitFiles {

    /** What git tells its hooks, of the directory that they are started in. */
    private static final List<String> OF_HOOKS =
            List.of("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE");

    private GitFiles() {}

    /**
     * The paths of those files that are as they were committed, relative to the directory.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when git does not know it, or is
     *     not there
     */
    static Set<String> committed(Path directory) {
        Set<String> committed = new HashSet<>(git(directory, "ls-files", "-z"));
        git(directory, "diff", "--relative", "--name-only", "-z", "HEAD", "--", ".")
                .forEach(committed::remove);
        return committed;
    }

    private static List<String> git(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        OF_HOOKS.forEach(builder.environment()::remove);
        builder.environment().put("LC_ALL", "C");
        try {
            Path errors = Files.createTempFile("lifeguard-git", ".txt");
            try {
                return names(directory, builder.redirectError(errors.toFile()).start(), errors);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException missing) {
            throw unknown(directory, FaultText.of(missing));
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw unknown(directory, "it was interrupted");
        }
    }

    private static List<String> names(Path directory, Process git, Path errors)
            throws IOException, InterruptedException {
        git.getOutputStream().close();
        try (InputStream out = git.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0) {
                String said = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
                throw unknown(directory, said.strip().replaceAll("\\s*\\R\\s*", " "));
            }
            return List.of(text.split("\0")).stream().filter(name -> !name.isEmpty()).toList();
        }
    }

    private static LifeguardException unknown(Path directory, String fault) {
        return Refused.because(
                "git could not be asked which files of \"%s\" are committed: %s. Name a directory that the files are moved to: --move-to DIR. Nothing was changed."
                        .formatted(directory, fault.replaceFirst("\\.$", "")));
    }
}
