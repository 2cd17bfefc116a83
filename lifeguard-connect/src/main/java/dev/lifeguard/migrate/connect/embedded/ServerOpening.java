package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.embedded.ServerUsers.User;
import dev.lifeguard.migrate.connect.file.UserCache;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** From a directory to a server that runs in it, and back: see {@link EmbeddedServer}. */
final class ServerOpening {

    private final EmbeddedDirectory directory;
    private final ServerCaller caller;

    ServerOpening(EmbeddedDirectory directory, ServerCaller caller) {
        this.directory = directory;
        this.caller = caller;
    }

    /** For this process alone. */
    EmbeddedServer alone() {
        DirectoryLock lock = DirectoryLock.acquire(directory, ServerUse.ALONE, caller);
        try {
            RunningServer server = started(ServerUse.ALONE);
            Runnable stop = () -> stop(lock);
            return new EmbeddedServer(directory, server, stop, stop);
        } catch (RuntimeException | Error failure) {
            lock.close();
            throw failure;
        }
    }

    /** For all that share it. */
    EmbeddedServer shared() {
        try (DirectoryLock lock = DirectoryLock.acquire(directory, ServerUse.SHARED, caller)) {
            Optional<RunningServer> running = RunningServer.shared(directory);
            RunningServer server = running.isPresent() ? running.get() : started(ServerUse.SHARED);
            User user = lock.users().enter();
            return new EmbeddedServer(
                    directory,
                    server,
                    () -> leave(user, LeftoverServer::stop),
                    () -> leave(user, stays -> {}));
        } catch (IOException failure) {
            throw cannotStart(failure);
        }
    }

    /** Removes its data, unless somebody has it. */
    static boolean removeUnused(EmbeddedDirectory directory) {
        ServerCaller hasty = ServerCaller.silent(Duration.ZERO, "");
        DirectoryLock lock;
        try {
            lock = DirectoryLock.acquire(directory, ServerUse.ALONE, hasty);
        } catch (LockTimeoutException used) {
            return false;
        }
        try (lock) {
            LeftoverServer.of(directory).stop();
            directory.remove("data that nobody needs");
            return true;
        }
    }

    private void stop(DirectoryLock lock) {
        try (lock) {
            LeftoverServer.of(directory).stop();
        }
    }

    /** Nobody comes meanwhile, since the lock is held. */
    private void leave(User user, Consumer<LeftoverServer> whereLast) {
        ServerCaller patient = ServerCaller.silent(EmbeddedServer.START_AND_STOP, caller.longer());
        try (DirectoryLock lock = DirectoryLock.acquire(directory, ServerUse.SHARED, patient)) {
            user.close();
            if (lock.users().isEmpty()) {
                whereLast.accept(LeftoverServer.of(directory));
            }
        } catch (IOException unknown) {
            throw cannotStop(unknown);
        }
    }

    private RunningServer started(ServerUse use) {
        caller.starting(EmbeddedServer.START_AND_STOP);
        caller.doing("Starting PostgreSQL in " + directory.root());
        try {
            LeftoverServer.of(directory).stop();
            if (use == ServerUse.SHARED && LeftoverServer.of(directory).isCrashed()) {
                // Without fsync its files may be damaged, and there is nothing in them to keep.
                directory.remove("the data of a server that crashed");
            }
            return run(use);
        } catch (IOException | RuntimeException | Error failure) {
            try {
                LeftoverServer.of(directory).stop();
            } catch (RuntimeException stillThere) {
                failure.addSuppressed(stillThere);
            }
            throw failure instanceof LifeguardException known ? known : cannotStart(failure);
        } finally {
            caller.done();
        }
    }

    private RunningServer run(ServerUse use) throws IOException {
        UserCache cache = new UserCache(System.getenv());
        ServerPrograms programs =
                ServerPrograms.in(cache.orElse(directory.real().resolve("programs")), caller);
        directory.prepare(programs.major());
        int port = new ServerStart(directory, programs, use, PortChoice.FREE).run();
        directory.initialized();
        return new RunningServer(port, new ServerLogin(directory).password());
    }

    private LifeguardException cannotStart(Throwable cause) {
        String why =
                directory
                        .lastOfLog()
                        .orElseGet(
                                () ->
                                        cause instanceof IOException fault
                                                ? FaultText.of(fault)
                                                : String.valueOf(cause.getMessage()));
        // PostgreSQL refuses to run as root; it then runs in a user namespace.
        String remedy =
                why.contains("unshare")
                        ? "Run this as another user, or where user namespaces are allowed (a"
                                + " container may forbid them; unshare -U tries it)."
                        : "Its log is \"%s\".".formatted(directory.log());
        return unreachable("could not be started: %s. %s".formatted(why, remedy), cause);
    }

    private LifeguardException cannotStop(IOException cause) {
        return unreachable(
                "may still run: who uses it is not known: %s.".formatted(FaultText.of(cause)),
                cause);
    }

    private LifeguardException unreachable(String what, Throwable cause) {
        return new DatabaseUnreachableException(
                ErrorDetail.of(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "The embedded PostgreSQL in \"%s\" %s".formatted(directory.root(), what)),
                cause);
    }
}
