package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What git says of a directory: which files changed on this branch, committed or not, since it left
 * another one. Deleted files are none of them; a renamed one is called by its new name.
 */
public final class ChangedFiles {

    private static final String FILTER = "--diff-filter=ACMR";

    /** What git tells its hooks, from the directory that they are started in. */
    private static final List<String> FROM_HERE =
            List.of("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE");

    private final Path directory;

    private ChangedFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * The files below a directory, relative to it, with {@code /} between folders.
     *
     * @param reference a branch, a tag or a commit
     * @throws dev.lifeguard.migrate.error.ConfigurationException when git cannot tell
     */
    public static Set<String> since(String reference, Path directory) {
        if (reference.isEmpty() || reference.startsWith("-")) {
            throw Refused.because(
                    "--changed-since is \"%s\", which is no branch, tag or commit of git's."
                            .formatted(reference));
        }
        return new ChangedFiles(directory).since(reference);
    }

    private Set<String> since(String reference) {
        Set<String> files = new LinkedHashSet<>();
        files.addAll(
                git(
                        reference,
                        "diff",
                        "--relative",
                        "--name-only",
                        "-z",
                        FILTER,
                        reference + "...",
                        "--",
                        "."));
        files.addAll(
                git(
                        reference,
                        "diff",
                        "--relative",
                        "--name-only",
                        "-z",
                        FILTER,
                        "HEAD",
                        "--",
                        "."));
        files.addAll(git(reference, "ls-files", "-z", "--others", "--exclude-standard", "--", "."));
        return files;
    }

    private List<String> git(String reference, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        Said said = run(command);
        if (said.exit() != 0) {
            throw Refused.because(
                    "git cannot tell what changed in %s since \"%s\": %s%s"
                            .formatted(directory, reference, said.words(), shallow()));
        }
        return List.of(said.out().split("\0")).stream().filter(name -> !name.isEmpty()).toList();
    }

    private String shallow() {
        Said said =
                run(
                        List.of(
                                "git",
                                "-C",
                                directory.toString(),
                                "rev-parse",
                                "--is-shallow-repository"));
        return said.out().strip().equals("true")
                ? " This clone is shallow: fetch all of its history (git fetch --unshallow, or"
                        + " fetch-depth: 0 of actions/checkout)."
                : "";
    }

    private static Said run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            FROM_HERE.forEach(
                    name -> builder.environment().computeIfPresent(name, ChangedFiles::fromHere));
            Process git = builder.start();
            git.getOutputStream().close();
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> text(git, git.getErrorStream()));
            String out = text(git, git.getInputStream());
            return new Said(git.waitFor(), out, errors.join());
        } catch (IOException missing) {
            throw Refused.because(
                    "--changed-since asks git, which cannot be started: %s."
                            .formatted(FaultText.of(missing)),
                    missing);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw Refused.because("git was not waited for.", interrupt);
        }
    }

    private static String fromHere(String variable, String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    private static String text(Process git, java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            git.destroy();
            return "";
        }
    }

    /** What it wrote, and how it ended. */
    private record Said(int exit, String out, String err) {

        /** Its errors on one line, as a sentence. */
        String words() {
            String line = err.strip().replaceAll("\\s*\\R\\s*", " ");
            return line.isEmpty()
                    ? "it ended with %s.".formatted(exit)
                    : line.endsWith(".") ? line : line + ".";
        }
    }
}
