package dev.lifeguard.migrate.layouts.file;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files by the folders of the root that they are in. */
public final class Folders {

    private Folders() {}

    /**
     * A folder.
     *
     * @param files of it and its sub-folders, at least one
     */
    public record Folder(String name, List<MigrationFile> files) {

        /** Copies the list. */
        public Folder {
            files = List.copyOf(files);
        }

        /** The file of this name in the folder itself, or null. */
        public @Nullable MigrationFile file(String last) {
            for (MigrationFile file : files) {
                if (file.name().length() == name.length() + 1 + last.length()
                        && file.name().endsWith(last)) {
                    return file;
                }
            }
            return null;
        }
    }

    /** All, in the order in which their first files come; files of the root itself are left out. */
    public static List<Folder> of(List<MigrationFile> files) {
        Map<String, List<MigrationFile>> folders = new LinkedHashMap<>();
        for (MigrationFile file : files) {
            int end = file.name().indexOf('/');
            if (end >= 0) {
                folders.computeIfAbsent(file.name().substring(0, end), name -> new ArrayList<>())
                        .add(file);
            }
        }
        List<Folder> all = new ArrayList<>(folders.size());
        folders.forEach((name, inside) -> all.add(new Folder(name, inside)));
        return all;
    }
}
