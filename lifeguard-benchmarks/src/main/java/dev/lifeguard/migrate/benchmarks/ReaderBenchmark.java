package dev.lifeguard.migrate.benchmarks;

import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.script.ScriptRules;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Characters a second of the SQL reader, on one thread: a script of 10 million, read whole. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReaderBenchmark {

    private static final int CHARACTERS = 10_000_000;

    /** What the script consists of. */
    @Param public SampleSql sql = SampleSql.INSERTS;

    private ScriptContent script = ScriptContent.of("empty.sql", "");

    /** Makes the script. */
    @Setup
    public void makeScript() {
        String piece = sql.piece();
        String pieces = piece.repeat(CHARACTERS / piece.length());
        String rest = " ".repeat(CHARACTERS - pieces.length());
        script = ScriptContent.of("benchmark.sql", pieces + rest);
    }

    /** Reads it without placeholders. */
    @Benchmark
    @OperationsPerInvocation(CHARACTERS)
    public int read() throws IOException {
        return statements(Placeholders.NONE);
    }

    /** Reads it with a placeholder that is declared and does not come in it. */
    @Benchmark
    @OperationsPerInvocation(CHARACTERS)
    public int readWithPlaceholders() throws IOException {
        return statements(new Placeholders(Map.of("schema", "app")));
    }

    private int statements(Placeholders placeholders) throws IOException {
        return ScriptOutline.read(
                        script, ScriptForm.SECTIONS, new ScriptRules(sql.rules(), placeholders))
                .up()
                .orElseThrow()
                .statementCount();
    }
}
