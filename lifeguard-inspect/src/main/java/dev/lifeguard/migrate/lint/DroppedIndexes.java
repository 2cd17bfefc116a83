package dev.lifeguard.migrate.lint;

import java.util.ArrayList;
import java.util.List;

/** The indexes that statements above another one drop, as they were. */
final class DroppedIndexes {

    private DroppedIndexes() {}

    static List<Index> in(Subject subject) {
        List<Index> dropped = new ArrayList<>();
        for (Parsed it : subject.before()) {
            if (it.is("DropStmt") && it.tree().text("removeType").equals("OBJECT_INDEX")) {
                it.tree().list("objects").stream()
                        .map(object -> Name.of(object.list("items")))
                        .flatMap(name -> subject.model().droppedIndex(name).stream())
                        .forEach(dropped::add);
            }
        }
        return dropped;
    }
}
