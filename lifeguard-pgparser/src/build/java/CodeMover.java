import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Copies instructions to where other labels and other numbers of locals are. */
final class CodeMover {

    private final Map<Integer, Integer> numbers;
    private final Code.Node exit;
    private final int next;
    private final int index;
    private final int result;
    private final Code.Node root;
    private final ToIntFunction<Code.Node> places;
    private final int resultAddress;

    /** Where branches to a label in the former code go to, as far as that is in the new code. */
    final Map<Code.Node, Code.Node> labels = new HashMap<>();

    /**
     * Behind {@code next} there are two more locals for this.
     *
     * @param numbers of locals, by those in the former code
     * @param exit the block that is left where a branch goes to a label outside of the new code
     * @param next the local that says then where to go on
     * @param root the former function: a branch to it returns
     * @param places the number of a label outside
     * @param resultAddress where what is returned is kept
     */
    CodeMover(
            Map<Integer, Integer> numbers,
            Code.Node exit,
            int next,
            Code.Node root,
            ToIntFunction<Code.Node> places,
            int resultAddress) {
        this.numbers = numbers;
        this.exit = exit;
        this.next = next;
        this.index = next + 1;
        this.result = next + 2;
        this.root = root;
        this.places = places;
        this.resultAddress = resultAddress;
    }

    void move(List<Code.Node> nodes, Code.Node to) {
        for (Code.Node node : nodes) {
            move(node, to);
        }
    }

    private void move(Code.Node node, Code.Node to) {
        if (node.isBlock()) {
            Code.Node block = new Code.Node(node.op);
            block.type = node.type;
            labels.put(node, block);
            to.add(block);
            move(node.body, block);
            block.inElse = node.inElse;
            move(node.otherwise, block);
            return;
        }
        switch (node.op) {
            case Code.BR -> leave(node.targets.getFirst(), to);
            case Code.BR_IF -> leaveIf(node.targets.getFirst(), to);
            case Code.BR_TABLE -> leaveByTable(node, to);
            case Code.RETURN -> leave(root, to);
            default -> {
                int local = node.local();
                if (local >= 0) {
                    to.add(node.op, numbers.get(local));
                } else {
                    to.add(node);
                }
            }
        }
    }

    private void leave(Code.Node label, Code.Node to) {
        Code.Node inside = labels.get(label);
        if (inside != null) {
            to.add(Code.Node.branch(Code.BR, inside));
            return;
        }
        if (label == root) {
            to.add(Code.LOCAL_SET, result);
            to.add(Code.I32_CONST, 0);
            to.add(Code.LOCAL_GET, result);
            to.add(Code.Node.of(Code.I32_STORE, 0, resultAddress));
        } else if (label.type != Code.VOID) {
            throw new IllegalStateException("A branch out of the switch takes a value along.");
        }
        to.add(Code.I32_CONST, places.applyAsInt(label));
        to.add(Code.LOCAL_SET, next);
        to.add(Code.Node.branch(Code.BR, exit));
    }

    private void leaveIf(Code.Node label, Code.Node to) {
        Code.Node inside = labels.get(label);
        if (inside != null) {
            to.add(Code.Node.branch(Code.BR_IF, inside));
            return;
        }
        Code.Node condition = new Code.Node(Code.IF);
        if (label == root) {
            // The result is below the condition, and stays there where this is not left.
            to.add(Code.LOCAL_SET, index);
            to.add(Code.LOCAL_SET, result);
            to.add(Code.LOCAL_GET, index);
            condition.add(Code.LOCAL_GET, result);
            leave(label, condition);
            to.add(condition);
            to.add(Code.LOCAL_GET, result);
            return;
        }
        to.add(condition);
        leave(label, condition);
    }

    /** Around the branch there is a block for each label outside of here, which leaves for it. */
    private void leaveByTable(Code.Node node, Code.Node to) {
        List<Code.Node> left = new ArrayList<>();
        for (Code.Node target : node.targets) {
            if (target == root) {
                throw new IllegalStateException("A table in the switch returns.");
            }
            if (!labels.containsKey(target) && !left.contains(target)) {
                left.add(target);
            }
        }
        Map<Code.Node, Code.Node> ends = new HashMap<>();
        Code.Node inner = new Code.Node(Code.BLOCK);
        Code.Node block = inner;
        if (left.isEmpty()) {
            to.add(Code.Node.branch(Code.BR_TABLE, inside(node.targets, ends)));
            return;
        }
        to.add(Code.LOCAL_SET, index);
        for (int i = 0; i < left.size(); i++) {
            ends.put(left.get(i), block);
            Code.Node around = i == left.size() - 1 ? null : new Code.Node(Code.BLOCK);
            if (around != null) {
                around.add(block);
                leave(left.get(i), around);
                block = around;
            }
        }
        inner.add(Code.LOCAL_GET, index);
        inner.add(Code.Node.branch(Code.BR_TABLE, inside(node.targets, ends)));
        to.add(block);
        leave(left.getLast(), to);
    }

    private Code.Node[] inside(List<Code.Node> targets, Map<Code.Node, Code.Node> ends) {
        return targets.stream()
                .map(target -> labels.containsKey(target) ? labels.get(target) : ends.get(target))
                .toArray(Code.Node[]::new);
    }
}
