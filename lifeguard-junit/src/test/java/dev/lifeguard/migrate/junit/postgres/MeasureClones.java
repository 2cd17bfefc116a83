package dev.lifeguard.migrate.junit.postgres;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** By its name not among the tests: {@code make bench-junit} runs it. */
final class MeasureClones {

    @Test
    void printsHowLongATestWaits() throws IOException, SQLException, InterruptedException {
        String[] arguments = System.getProperty("lifeguard.measure", "20 300").split(" ", 2);
        CloneTimes.print(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
    }
}
