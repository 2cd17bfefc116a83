package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** Who logs in, and with what; it prints no password. */
final class Login {

    private final @Nullable String user;
    private final @Nullable String password;

    Login(@Nullable String user, @Nullable String password) {
        this.user = user;
        this.password = password;
    }

    Optional<String> user() {
        return Optional.ofNullable(user);
    }

    Optional<String> password() {
        return Optional.ofNullable(password);
    }

    /** What is not said here is said there. */
    Login orElse(Login other) {
        return new Login(
                user == null ? other.user : user, password == null ? other.password : password);
    }

    /**
     * Reads a server of settings.xml.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is not there, or its
     *     password cannot be decrypted
     */
    static Login ofServer(String id, Settings settings, SettingsDecrypter decrypter) {
        Server server = settings.getServer(id);
        if (server == null) {
            String there =
                    settings.getServers().stream()
                            .map(Server::getId)
                            .collect(Collectors.joining(", "));
            throw Refused.because(
                    "The server \"%s\" (serverId) is not in settings.xml, which has %s."
                            .formatted(id, there.isEmpty() ? "none" : there));
        }
        SettingsDecryptionResult decrypted =
                decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (SettingsProblem problem : decrypted.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw Refused.because(
                        ("The password of the server \"%s\" in settings.xml cannot be decrypted:"
                                        + " %s. Check ~/.m2/settings-security.xml.")
                                .formatted(id, problem.getMessage()));
            }
        }
        return new Login(decrypted.getServer().getUsername(), decrypted.getServer().getPassword());
    }
}
