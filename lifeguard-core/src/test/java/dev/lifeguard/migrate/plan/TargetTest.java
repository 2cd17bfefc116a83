package dev.lifeguard.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

    @Test
    void takesOneStep() {
        assertThat(Target.steps(1)).isEqualTo(new Target.Steps(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesLessThanOneStep(int count) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Target.steps(count))
                .withMessage("LG-101 The number of steps is %s. Give at least 1.", count);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -7, Long.MIN_VALUE})
    void refusesWhatIsNoVersion(long version) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Target.version(version))
                .withMessageStartingWith("LG-101 \"");
    }

    @Test
    void takesZeroForBeforeTheFirstMigration() {
        assertThat(Target.version(0)).isEqualTo(new Target.Version(0));
    }
}
