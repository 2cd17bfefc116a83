package dev.lifeguard.migrate.connect.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class FaultTextTest {

    @Test
    void saysWhatIsWrongWithoutTheNamesOfClasses() {
        assertThat(FaultText.of(new NoSuchFileException("a"))).isEqualTo("a does not exist");
        assertThat(FaultText.of(new AccessDeniedException("a"))).isEqualTo("no permission for a");
        assertThat(FaultText.of(new FileAlreadyExistsException("a"))).isEqualTo("a is in the way");
        assertThat(FaultText.of(new FileSystemException("a", null, "disk full")))
                .isEqualTo("a: disk full");
        assertThat(FaultText.of(new IOException("broken"))).isEqualTo("broken");
        assertThat(FaultText.of(new IOException())).isEqualTo("java.io.IOException");
    }
}
