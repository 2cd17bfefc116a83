package dev.lifeguard.migrate.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** The certificates of the authorities that the machine trusts, for {@code sslrootcert=system}. */
final class SystemCertificates {

    /** Of Debian, Red Hat, SUSE, and of Alpine and macOS. */
    private static final List<String> FILES =
            List.of(
                    "/etc/ssl/certs/ca-certificates.crt",
                    "/etc/pki/tls/certs/ca-bundle.crt",
                    "/etc/ssl/ca-bundle.pem",
                    "/etc/ssl/cert.pem");

    private SystemCertificates() {}

    /** Lets the driver read the system's file of them, or else those of the JDK. */
    static void use(Map<String, String> environment, Map<String, String> properties) {
        Optional<String> file =
                Stream.concat(
                                Stream.of(environment.getOrDefault("SSL_CERT_FILE", "")),
                                FILES.stream())
                        .filter(each -> !each.isEmpty() && Files.isRegularFile(Path.of(each)))
                        .findFirst();
        if (file.isPresent()) {
            properties.put(PGProperty.SSL_ROOT_CERT.getName(), file.get());
        } else {
            properties.remove(PGProperty.SSL_ROOT_CERT.getName());
            properties.put(PGProperty.SSL_FACTORY.getName(), DefaultJavaSSLFactory.class.getName());
        }
    }
}
