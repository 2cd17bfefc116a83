package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of names as statements write them. */
final class WrittenNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    t             | ~~      | t
                    s.t           | s       | t
                    "b.4"         | ~~      | "b.4"
                    s."b.4"       | s       | "b.4"
                    "a.b"."c.d"   | "a.b"   | "c.d"
                    "a"".b".t     | "a"".b" | t
                    `a"b`.`c.d`   | `a"b`   | `c.d`
                    `a``.b`.t     | `a``.b` | t
                    [b.4]         | ~~      | [b.4]
                    d.s.t         | d.s     | t
                    ~~            | ~~      | ~~
                    "             | ~~      | "
                    ".            | ~~      | ".
                    s.            | s       | ~~
                    """)
    void hasDotsInQuotes(String text, String qualifier, String own) {
        assertThat(WrittenName.of(text)).isEqualTo(new WrittenName(qualifier, own));
    }

    @Test
    void standsForCharacters() {
        assertThat(WrittenName.bare("\"a\"\"b\"")).isEqualTo("a\"b");
        assertThat(WrittenName.bare("`a``\"b`")).isEqualTo("a`\"b");
        assertThat(WrittenName.bare("[a.b]")).isEqualTo("a.b");
        assertThat(WrittenName.bare("a")).isEqualTo("a");
        assertThat(WrittenName.bare("")).isEmpty();
    }
}
