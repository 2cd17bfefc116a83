import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The instructions of a function as a tree, in which branches know the block that they leave or the
 * loop that they repeat.
 */
final class Code {

    static final int UNREACHABLE = 0x00;
    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int END = 0x0B;
    static final int BR = 0x0C;
    static final int BR_IF = 0x0D;
    static final int BR_TABLE = 0x0E;
    static final int RETURN = 0x0F;
    static final int CALL = 0x10;
    static final int CALL_INDIRECT = 0x11;
    static final int LOCAL_GET = 0x20;
    static final int LOCAL_SET = 0x21;
    static final int LOCAL_TEE = 0x22;
    static final int I32_LOAD = 0x28;
    static final int I32_LOAD16_U = 0x2F;
    static final int I32_STORE = 0x36;
    static final int I32_CONST = 0x41;
    static final int I32_LT_U = 0x49;
    static final int I32_ADD = 0x6A;
    static final int I32_SHL = 0x74;
    static final int I32_SHR_U = 0x76;
    static final int I32 = 0x7F;
    static final int VOID = 0x40;

    private static final int PREFIX = 0xFC;

    /** The types of the locals behind the parameters. */
    final List<Integer> locals = new ArrayList<>();

    /** The whole function: a branch out of it is a return. */
    final Node root = new Node(BLOCK);

    Code() {}

    Code(byte[] body) {
        Wasm.Reader in = new Wasm.Reader(body, 0);
        for (int left = in.unsigned(); left > 0; left--) {
            int count = in.unsigned();
            int type = in.next();
            for (int i = 0; i < count; i++) {
                locals.add(type);
            }
        }
        Deque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            read(in, open);
        }
    }

    private static void read(Wasm.Reader in, Deque<Node> open) {
        int start = in.at;
        int op = in.next();
        Node current = open.peek();
        if (op == END) {
            open.pop();
            return;
        }
        if (op == ELSE) {
            current.inElse = true;
            return;
        }
        Node node = new Node(op);
        current.add(node);
        switch (op) {
            case BLOCK, LOOP, IF -> {
                node.type = in.next();
                open.push(node);
            }
            case BR, BR_IF -> node.targets.add(label(open, in.unsigned()));
            case BR_TABLE -> {
                for (int left = in.unsigned(); left >= 0; left--) {
                    node.targets.add(label(open, in.unsigned()));
                }
            }
            default -> {
                skipImmediates(op, in);
                node.bytes = java.util.Arrays.copyOfRange(in.bytes, start, in.at);
            }
        }
    }

    private static void skipImmediates(int op, Wasm.Reader in) {
        if (op == PREFIX) {
            int operation = in.unsigned();
            // Copying and filling memory name the memories.
            in.at += operation == 10 ? 2 : operation == 11 ? 1 : 0;
            if (operation > 11 || operation == 8 || operation == 9) {
                throw new IllegalStateException("operation " + operation + " behind 0xFC");
            }
        } else if (op == CALL_INDIRECT || op >= 0x28 && op <= 0x3E) {
            in.unsigned();
            in.unsigned();
        } else if (op == CALL || op >= 0x20 && op <= 0x26 || op == 0x3F || op == 0x40) {
            in.unsigned();
        } else if (op == I32_CONST || op == 0x42) {
            in.signed();
        } else if (op == 0x43) {
            in.at += 4;
        } else if (op == 0x44) {
            in.at += 8;
        } else if (op >= 0x05 && op < 0x0B || op > 0x11 && op < 0x1A || op > 0xC4) {
            throw new IllegalStateException("instruction " + op);
        }
    }

    private static Node label(Deque<Node> open, int depth) {
        int left = depth;
        for (Node node : open) {
            if (left-- == 0) {
                return node;
            }
        }
        throw new IllegalStateException("a branch out of the function by " + depth);
    }

    byte[] encoded() {
        Wasm.Writer out = new Wasm.Writer();
        out.unsigned(locals.size());
        for (int type : locals) {
            out.unsigned(1);
            out.next(type);
        }
        List<Node> open = new ArrayList<>();
        open.add(root);
        writeAll(root.body, out, open);
        out.next(END);
        return out.toByteArray();
    }

    /** How many bytes these instructions take. */
    static int size(List<Node> nodes) {
        int size = 0;
        for (Node node : nodes) {
            size +=
                    2
                            + node.bytes.length
                            + 2 * node.targets.size()
                            + size(node.body)
                            + size(node.otherwise);
        }
        return size;
    }

    private static void writeAll(List<Node> nodes, Wasm.Writer out, List<Node> open) {
        for (Node node : nodes) {
            switch (node.op) {
                case BLOCK, LOOP, IF -> writeBlock(node, out, open);
                case BR, BR_IF -> {
                    out.next(node.op);
                    out.unsigned(depth(open, node.targets.getFirst()));
                }
                case BR_TABLE -> {
                    out.next(node.op);
                    out.unsigned(node.targets.size() - 1);
                    node.targets.forEach(target -> out.unsigned(depth(open, target)));
                }
                default -> out.bytes(node.bytes);
            }
        }
    }

    private static void writeBlock(Node node, Wasm.Writer out, List<Node> open) {
        out.next(node.op);
        out.next(node.type);
        open.add(node);
        writeAll(node.body, out, open);
        if (node.inElse) {
            out.next(ELSE);
            writeAll(node.otherwise, out, open);
        }
        open.removeLast();
        out.next(END);
    }

    private static int depth(List<Node> open, Node target) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i) == target) {
                return open.size() - 1 - i;
            }
        }
        throw new IllegalStateException("a branch to a block that is not around it");
    }

    /** An instruction, with what is inside of it. */
    static final class Node {

        final int op;
        int type = VOID;

        /** Of all but blocks and branches: the instruction as it is encoded. */
        byte[] bytes = {};

        final List<Node> targets = new ArrayList<>();
        final List<Node> body = new ArrayList<>();
        final List<Node> otherwise = new ArrayList<>();
        boolean inElse;

        Node(int op) {
            this.op = op;
        }

        static Node of(int op, long... immediates) {
            Node node = new Node(op);
            Wasm.Writer out = new Wasm.Writer();
            out.next(op);
            for (long immediate : immediates) {
                if (op == I32_CONST) {
                    out.signed((int) immediate);
                } else {
                    out.unsigned((int) immediate);
                }
            }
            node.bytes = out.toByteArray();
            return node;
        }

        static Node branch(int op, Node... targets) {
            Node node = new Node(op);
            node.targets.addAll(List.of(targets));
            return node;
        }

        boolean isBlock() {
            return op == BLOCK || op == LOOP || op == IF;
        }

        void add(Node node) {
            (inElse ? otherwise : body).add(node);
        }

        void add(int op, long... immediates) {
            add(of(op, immediates));
        }

        /** The local that it reads or writes; -1 where it does neither. */
        int local() {
            return op >= LOCAL_GET && op <= LOCAL_TEE ? new Wasm.Reader(bytes, 1).unsigned() : -1;
        }
    }
}
