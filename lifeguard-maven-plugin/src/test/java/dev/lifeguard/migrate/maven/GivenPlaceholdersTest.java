package dev.lifeguard.migrate.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class GivenPlaceholdersTest {

    @Test
    void propertiesGoBeforeWhatThePomSays() {
        Properties properties = new Properties();
        properties.setProperty("lifeguard.placeholder", "region=eu,tier=a=b,empty=");
        properties.setProperty("lifeguard.placeholder.owner.name", "app, admin");
        properties.setProperty("lifeguard.placeholders", "none of ours");

        GivenPlaceholders all =
                new GivenPlaceholders(Map.of("region", "us", "kept", "here")).with(properties);

        assertThat(all.values())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "region", "eu",
                                "tier", "a=b",
                                "empty", "",
                                "owner.name", "app, admin",
                                "kept", "here"));
    }

    @Test
    void anElementWithoutTextIsEmpty() {
        Map<String, String> ofMaven = new HashMap<>();
        ofMaven.put("suffix", null);

        assertThat(new GivenPlaceholders(ofMaven).values()).containsEntry("suffix", "");
    }

    @Test
    void refusesOneWithoutAValue() {
        Properties properties = new Properties();
        properties.setProperty("lifeguard.placeholder", "region");

        assertThatThrownBy(() -> new GivenPlaceholders(Map.of()).with(properties))
                .hasMessage(
                        "LG-101 The placeholder \"region\" has no key and value. Write"
                                + " -Dlifeguard.placeholder=KEY=VALUE,KEY=VALUE or"
                                + " -Dlifeguard.placeholder.KEY=VALUE.");
    }
}
