import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which locals are read later, at each label: bit n is local n. */
final class Liveness {

    private final Map<Code.Node, Long> labels = new HashMap<>();

    Liveness(Code code) {
        labels.put(code.root, 0L);
        before(code.root.body, 0);
    }

    /** At the end of a block, or at the begin of a loop. */
    long at(Code.Node label) {
        return labels.get(label);
    }

    private long before(List<Code.Node> nodes, long after) {
        long live = after;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            live = before(nodes.get(i), live);
        }
        return live;
    }

    private long before(Code.Node node, long after) {
        return switch (node.op) {
            case Code.LOCAL_GET -> after | 1L << node.local();
            case Code.LOCAL_SET, Code.LOCAL_TEE -> after & ~(1L << node.local());
            case Code.BR, Code.BR_TABLE -> union(node.targets);
            case Code.BR_IF -> after | union(node.targets);
            case Code.RETURN, Code.UNREACHABLE -> 0;
            case Code.BLOCK -> {
                labels.put(node, after);
                yield before(node.body, after);
            }
            case Code.IF -> {
                labels.put(node, after);
                yield before(node.body, after) | before(node.otherwise, after);
            }
            case Code.LOOP -> {
                labels.put(node, 0L);
                long start = before(node.body, after);
                while (start != labels.get(node)) {
                    labels.put(node, start);
                    start = before(node.body, after);
                }
                yield start;
            }
            default -> after;
        };
    }

    private long union(List<Code.Node> targets) {
        long live = 0;
        for (Code.Node target : targets) {
            live |= labels.get(target);
        }
        return live;
    }
}
