package dev.lifeguard.migrate.maven;

import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** What Maven can fetch for a plugin: from the local repository, and from those of plugins. */
record Downloads(RepositorySystem system, MavenSession session, MavenProject project) {

    /**
     * Fetches a jar.
     *
     * @param coordinates group:artifact:version
     * @throws ArtifactResolutionException when it is not to be had
     */
    Path fetch(String coordinates) throws ArtifactResolutionException {
        ArtifactRequest request =
                new ArtifactRequest(
                        new DefaultArtifact(coordinates),
                        project.getRemotePluginRepositories(),
                        null);
        return system.resolveArtifact(session.getRepositorySession(), request)
                .getArtifact()
                .getFile()
                .toPath();
    }
}
