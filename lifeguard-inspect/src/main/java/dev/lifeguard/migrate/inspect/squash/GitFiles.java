package dev.lifeguard.migrate.inspect.squash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the last commit of git has of a directory, so that it can be had back from there. */
final class GitFiles {

    /** What git tells its hooks, of the directory that they are started in. */
    private static final List<String> OF_HOOKS =
            List.of("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE");

    private GitFiles() {}

    /**
     * The paths of those files that are as they were committed, relative to the directory; none
     * where git does not know it, or is not there.
     */
    static Set<String> committed(Path directory) {
        Optional<List<String>> tracked = git(directory, "ls-files", "-z");
        Optional<List<String>> changed =
                git(directory, "diff", "--relative", "--name-only", "-z", "HEAD", "--", ".");
        if (tracked.isEmpty() || changed.isEmpty()) {
            return Set.of();
        }
        Set<String> committed = new HashSet<>(tracked.get());
        changed.get().forEach(committed::remove);
        return committed;
    }

    private static Optional<List<String>> git(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        OF_HOOKS.forEach(builder.environment()::remove);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process git = builder.start();
            git.getOutputStream().close();
            try (InputStream out = git.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                return git.waitFor() == 0
                        ? Optional.of(
                                List.of(text.split("\0")).stream()
                                        .filter(name -> !name.isEmpty())
                                        .toList())
                        : Optional.empty();
            }
        } catch (IOException missing) {
            return Optional.empty();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
