import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a function apart that is a large switch, such as that of a parser or lexer: a JVM compiles
 * no method of more than 8,000 bytes, and takes none of more than 65,535. What a compiler makes of
 *
 * <pre>switch (x) { case 0: A; case 1: B; … }</pre>
 *
 * is a chain of blocks, each inside of the next: {@code block … block block br_table x end A end B
 * …}.
 *
 * <ol>
 *   <li>The parts A, B, … are put together, in their order, to groups of a size. Each group becomes
 *       a function, and begins with a small switch of its own. Its arguments are where to begin in
 *       the group, and all locals that are read in any group.
 *   <li>A group ends with a number that says where to go on: 256 times the group plus the place in
 *       it, or a place outside of the switch. Locals that are read later are in the memory then.
 *   <li>The former switch becomes a loop that calls groups, until a place outside is told. From x
 *       to a place there is a table in memory.
 * </ol>
 */
final class SwitchSplitter {

    private final Wasm wasm;
    private final int function;
    private final int parameters;
    private final Code code;
    private final int groupSize;

    /** Where locals are kept between two groups, and the table of places behind them. */
    private final int memory;

    /** The blocks of the chain, from the innermost. */
    private final List<Code.Node> chain = new ArrayList<>();

    /** Around the chain. */
    private Code.Node parent;

    private int firstPart;
    private final List<Integer> firstOfGroup = new ArrayList<>();
    private final Map<Code.Node, Integer> outside = new LinkedHashMap<>();
    private List<Integer> inputs;
    private List<Integer> outputs;
    private byte[] table;

    private SwitchSplitter(Wasm wasm, int function, int groupSize, int memory) {
        this.wasm = wasm;
        this.function = function;
        this.parameters = wasm.parameters(function).length;
        this.code = new Code(wasm.body(function));
        this.groupSize = groupSize;
        this.memory = memory;
    }

    /**
     * Splits the largest switch of a function.
     *
     * @return the first address behind what is now used of the memory
     */
    static int split(Wasm wasm, int function, int groupSize, int memory) {
        return new SwitchSplitter(wasm, function, groupSize, memory).split();
    }

    private int split() {
        findChain();
        group();
        decideLocals();
        Code.Node switched = calls();
        int place = parent.body.indexOf(chain.getLast());
        List<Code.Node> body = place >= 0 ? parent.body : parent.otherwise;
        body.set(body.indexOf(chain.getLast()), switched);
        wasm.bodies.set(function - wasm.imported, code.encoded());
        wasm.addData(table(), table);
        return (table() + table.length + 7) / 8 * 8;
    }

    /** The address of what the whole function returns. */
    private int result() {
        return memory + 8 * outputs.size();
    }

    private int table() {
        return result() + 8;
    }

    // 1. What there is.

    private void findChain() {
        Map<Code.Node, Code.Node> parents = new HashMap<>();
        List<Code.Node> switches = new ArrayList<>();
        collect(code.root, parents, switches);
        Code.Node largest = switches.getFirst();
        for (Code.Node candidate : switches) {
            if (candidate.targets.size() > largest.targets.size()) {
                largest = candidate;
            }
        }
        Code.Node block = parents.get(largest);
        if (block.body.getLast() != largest || block.op != Code.BLOCK) {
            throw new IllegalStateException("The switch is not the end of a block.");
        }
        chain.add(block);
        Code.Node around = parents.get(block);
        while (around.op == Code.BLOCK
                && around != code.root
                && around.type == Code.VOID
                && around.body.getFirst() == chain.getLast()) {
            chain.add(around);
            around = parents.get(around);
        }
        parent = around;
        firstPart = 1;
    }

    private static void collect(
            Code.Node node, Map<Code.Node, Code.Node> parents, List<Code.Node> switches) {
        for (List<Code.Node> nodes : List.of(node.body, node.otherwise)) {
            for (Code.Node inner : nodes) {
                parents.put(inner, node);
                if (inner.op == Code.BR_TABLE) {
                    switches.add(inner);
                }
                collect(inner, parents, switches);
            }
        }
    }

    /** The instructions behind the block before, in the block of this number. */
    private List<Code.Node> part(int number) {
        List<Code.Node> body = chain.get(number).body;
        return body.subList(1, body.size());
    }

    private void group() {
        int size = 0;
        for (int i = firstPart; i < chain.size(); i++) {
            int more = Code.size(part(i));
            if (firstOfGroup.isEmpty()
                    || size + more > groupSize
                    || i - firstOfGroup.getLast() > 250) {
                firstOfGroup.add(i);
                size = 0;
            }
            size += more;
        }
    }

    private int groupOf(int part) {
        int group = firstOfGroup.size() - 1;
        while (firstOfGroup.get(group) > part) {
            group--;
        }
        return group;
    }

    /** The number that says to go on where a branch to this label would. */
    private int code(Code.Node label) {
        int block = chain.indexOf(label);
        if (block == chain.size() - 1) {
            return firstOfGroup.size() << 8;
        }
        if (block >= 0) {
            int group = groupOf(block + 1);
            return group << 8 | block + 1 - firstOfGroup.get(group);
        }
        int number = outside.computeIfAbsent(label, l -> outside.size());
        return firstOfGroup.size() + 1 + number << 8;
    }

    private void decideLocals() {
        Liveness liveness = new Liveness(code);
        long read = 0;
        for (int i = 0; i < chain.size() - 1; i++) {
            read |= liveness.at(chain.get(i));
        }
        long written = 0;
        for (int i = firstPart; i < chain.size(); i++) {
            written |= written(part(i));
        }
        long readLater = read | liveness.at(chain.getLast());
        for (int i = firstPart; i < chain.size(); i++) {
            readLater |= readOutside(part(i), liveness);
        }
        outputs = numbers(written & readLater);
        inputs = numbers(read | written & readLater);
    }

    private static long written(List<Code.Node> nodes) {
        long written = 0;
        for (Code.Node node : nodes) {
            if (node.op == Code.LOCAL_SET || node.op == Code.LOCAL_TEE) {
                written |= 1L << node.local();
            }
            written |= written(node.body) | written(node.otherwise);
        }
        return written;
    }

    private long readOutside(List<Code.Node> nodes, Liveness liveness) {
        long read = 0;
        for (Code.Node node : nodes) {
            for (Code.Node target : node.targets) {
                read |= liveness.at(target);
            }
            read |= readOutside(node.body, liveness) | readOutside(node.otherwise, liveness);
        }
        return read;
    }

    private static List<Integer> numbers(long bits) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < Long.SIZE; i++) {
            if ((bits & 1L << i) != 0) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    // 2. The groups.

    private int addGroup(int group) {
        int first = firstOfGroup.get(group);
        int end = group + 1 < firstOfGroup.size() ? firstOfGroup.get(group + 1) : chain.size();
        Map<Integer, Integer> numbers = new HashMap<>();
        Code made = new Code();
        for (int input : inputs) {
            numbers.put(input, numbers.size() + 1);
        }
        int locals = parameters + code.locals.size();
        for (int i = 0; i < locals; i++) {
            if (!numbers.containsKey(i)) {
                numbers.put(i, numbers.size() + 1);
                made.locals.add(type(i));
            }
        }
        int next = locals + 1;
        made.locals.add(Code.I32);
        made.locals.add(Code.I32);
        made.locals.add(Code.I32);

        Code.Node exit = new Code.Node(Code.BLOCK);
        CodeMover moved = mover(numbers, exit, next);
        Code.Node block = new Code.Node(Code.BLOCK);
        moved.labels.put(chain.get(first - 1), block);
        block.add(Code.LOCAL_GET, 0);
        Code.Node begin = new Code.Node(Code.BR_TABLE);
        begin.targets.add(block);
        block.add(begin);
        for (int i = first; i < end; i++) {
            Code.Node around = i == end - 1 ? exit : new Code.Node(Code.BLOCK);
            around.add(block);
            if (i < end - 1) {
                moved.labels.put(chain.get(i), around);
                begin.targets.add(around);
            }
            block = around;
        }
        begin.targets.add(begin.targets.getFirst());
        for (int i = first; i < end; i++) {
            Code.Node around = i == end - 1 ? exit : moved.labels.get(chain.get(i));
            moved.move(part(i), around);
        }
        exit.add(Code.I32_CONST, code(chain.get(end - 1)));
        exit.add(Code.LOCAL_SET, next);
        made.root.add(exit);
        for (int i = 0; i < outputs.size(); i++) {
            made.root.add(Code.I32_CONST, 0);
            made.root.add(Code.LOCAL_GET, numbers.get(outputs.get(i)));
            made.root.add(access(Code.I32_STORE, type(outputs.get(i)), memory + 8 * i));
        }
        made.root.add(Code.LOCAL_GET, next);
        int[] types = new int[inputs.size() + 1];
        types[0] = Code.I32;
        for (int i = 0; i < inputs.size(); i++) {
            types[i + 1] = type(inputs.get(i));
        }
        return wasm.addFunction(types, Code.I32, made.encoded());
    }

    private int type(int local) {
        return local < parameters
                ? wasm.parameters(function)[local]
                : code.locals.get(local - parameters);
    }

    /** Loading and storing of the types i32, i64, f32 and f64 are numbered in this order. */
    private static Code.Node access(int op, int type, int address) {
        return Code.Node.of(op + Code.I32 - type, 0, address);
    }

    private CodeMover mover(Map<Integer, Integer> numbers, Code.Node exit, int next) {
        return new CodeMover(numbers, exit, next, code.root, this::code, result());
    }

    // 3. The loop around them.

    private Code.Node calls() {
        int next = parameters + code.locals.size();
        code.locals.add(Code.I32);
        code.locals.add(Code.I32);
        code.locals.add(Code.I32);

        Code.Node tail = new Code.Node(Code.BLOCK);
        Code.Node returned = new Code.Node(Code.BLOCK);
        tail.add(returned);
        Code.Node start = new Code.Node(Code.BLOCK);
        returned.add(start);
        addFirst(start, next);

        Code.Node loop = new Code.Node(Code.LOOP);
        returned.add(loop);
        Code.Node called = new Code.Node(Code.BLOCK);
        loop.add(called);
        Code.Node dispatch = new Code.Node(Code.BLOCK);
        List<Code.Node> groups = new ArrayList<>();
        groups.add(dispatch);
        Code.Node block = dispatch;
        for (int i = 0; i < firstOfGroup.size(); i++) {
            Code.Node around = i == firstOfGroup.size() - 1 ? called : new Code.Node(Code.BLOCK);
            around.add(block);
            if (around != called) {
                groups.add(around);
            }
            int made = addGroup(i);
            around.add(Code.LOCAL_GET, next);
            around.add(Code.I32_CONST, 255);
            around.add(0x71);
            for (int input : inputs) {
                around.add(Code.LOCAL_GET, input);
            }
            around.add(Code.CALL, made);
            around.add(Code.LOCAL_SET, next);
            if (around != called) {
                around.add(Code.Node.branch(Code.BR, called));
            }
            block = around;
        }
        dispatch.add(Code.LOCAL_GET, next);
        dispatch.add(Code.I32_CONST, 8);
        dispatch.add(Code.I32_SHR_U);
        Code.Node go = new Code.Node(Code.BR_TABLE);
        go.targets.addAll(groups);
        go.targets.add(tail);
        outside.keySet().forEach(label -> go.targets.add(label == code.root ? returned : label));
        go.targets.add(tail);
        dispatch.add(go);
        for (int i = 0; i < outputs.size(); i++) {
            loop.add(Code.I32_CONST, 0);
            loop.add(access(Code.I32_LOAD, type(outputs.get(i)), memory + 8 * i));
            loop.add(Code.LOCAL_SET, outputs.get(i));
        }
        loop.add(Code.Node.branch(Code.BR, loop));
        if (outside.containsKey(code.root)) {
            tail.add(Code.I32_CONST, 0);
            tail.add(access(Code.I32_LOAD, Code.I32, result()));
            tail.add(Code.RETURN);
        }
        return tail;
    }

    /** What was before the switch, and from its number to a place. */
    private void addFirst(Code.Node start, int next) {
        int index = next + 1;
        Map<Integer, Integer> same = new HashMap<>();
        for (int i = 0; i < next; i++) {
            same.put(i, i);
        }
        CodeMover moved = mover(same, start, next);
        List<Code.Node> first = chain.getFirst().body;
        moved.move(first.subList(0, first.size() - 1), start);
        List<Code.Node> targets = first.getLast().targets;
        int cases = targets.size() - 1;
        Wasm.Writer out = new Wasm.Writer();
        for (Code.Node target : targets) {
            int number = code(target);
            out.next(number & 0xFF);
            out.next(number >> 8);
        }
        table = out.toByteArray();
        // The last entry is that of all numbers behind it.
        start.add(Code.LOCAL_SET, index);
        start.add(Code.LOCAL_GET, index);
        start.add(Code.I32_CONST, cases);
        start.add(Code.LOCAL_GET, index);
        start.add(Code.I32_CONST, cases);
        start.add(Code.I32_LT_U);
        start.add(0x1B);
        start.add(Code.I32_CONST, 1);
        start.add(Code.I32_SHL);
        start.add(Code.I32_LOAD16_U, 0, table());
        start.add(Code.LOCAL_SET, next);
    }
}
