package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.report.MigrationListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says one thing at the end, whichever of several threads comes first with it. */
public final class OnceOutput implements Output {

    private final Output output;
    private final AtomicBoolean said = new AtomicBoolean();

    /** Hands the first answer or failure on, and no other. */
    public OnceOutput(Output output) {
        this.output = output;
    }

    @Override
    public MigrationListener listener() {
        return output.listener();
    }

    @Override
    public void answer(Answer answer) {
        if (!said.getAndSet(true)) {
            output.answer(answer);
        }
    }

    @Override
    public void failure(Failure failure) {
        if (!said.getAndSet(true)) {
            output.failure(failure);
        }
    }
}
