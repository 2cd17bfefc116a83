package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.catalog.DirectorySource.Listing;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the files of sources. Of a directory's names that look like files the file system is not
 * asked whether they are folders, which would take as long as all the rest; who cannot use one of
 * them asks {@link #isFolder}, and where that was true all is listed and read once more.
 */
final class SourceFiles {

    private final Listing listing;
    private final List<String> misleading;
    private boolean foundFolder;

    private SourceFiles(Listing listing, List<String> misleading) {
        this.listing = listing;
        this.misleading = misleading;
    }

    /** Listed quickly. */
    static SourceFiles quick() {
        return new SourceFiles(Listing.FAST, new ArrayList<>());
    }

    /** The same listed so that there are no folders among them. */
    SourceFiles exactly() {
        return new SourceFiles(Listing.EXACT, misleading);
    }

    /**
     * A folder is named like a file that runs, as one is that a container made for a missing file.
     */
    void misleads(MigrationFile folder) {
        misleading.add(folder.name());
    }

    /** The folders that are named so. */
    List<String> misleading() {
        return misleading;
    }

    /** Those of a source that concern its layout, by their paths. */
    List<MigrationFile> of(MigrationSource source, Layout layout) {
        List<MigrationFile> files = new ArrayList<>();
        if (source instanceof DirectorySource directory) {
            files.addAll(directory.files(listing));
        } else {
            for (MigrationFile file : SourceFailure.given(source.files(), source, "its files")) {
                MigrationFile given = GivenFile.of(file, source);
                if (layout.concerns(given.name())) {
                    files.add(given);
                }
            }
        }
        files.sort((left, right) -> left.name().compareTo(right.name()));
        return files;
    }

    /** Whether what was listed as a file is a folder, so that what is in it is missing. */
    boolean isFolder(MigrationFile file) {
        boolean folder = DirectorySource.isFolder(file);
        foundFolder |= folder;
        return folder;
    }

    /** Whether any was. */
    boolean foundFolder() {
        return foundFolder;
    }
}
