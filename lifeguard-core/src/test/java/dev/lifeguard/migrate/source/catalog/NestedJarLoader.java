package dev.lifeguard.migrate.source.catalog;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;

/**
 * A class loader whose jar is in another one, as that of an application in one jar: only its own
 * URLs open it, and the jar's URL that its connections tell is one that nobody else can open.
 */
final class NestedJarLoader extends ClassLoader {

    private final Path jar;

    NestedJarLoader(Path jar) {
        super(null);
        this.jar = jar;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        if (!name.equals("db")) {
            return Collections.emptyEnumeration();
        }
        URI inside = URI.create("jar:file:/outer.jar!/lib/inner.jar!/db");
        return Collections.enumeration(List.of(URL.of(inside, new Handler())));
    }

    private final class Handler extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return new Connection(url);
        }
    }

    private final class Connection extends JarURLConnection {

        Connection(URL url) throws IOException {
            super(url);
        }

        @Override
        public URL getJarFileURL() {
            try {
                return URL.of(URI.create("jar:file:/outer.jar!/lib/inner.jar"), new Handler());
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public JarFile getJarFile() throws IOException {
            return new JarFile(jar.toFile());
        }

        @Override
        public void connect() {}
    }
}
