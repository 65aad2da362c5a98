package dev.trunkline.speech.turn;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes small ONNX files, field by field: nothing here has weights to ship. Source: onnx.proto. */
final class OnnxFile {

    private static final int FLOAT = 1;
    private static final int INT_ATTRIBUTE = 2;
    private static final int INTS_ATTRIBUTE = 7;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The mean of {@code input}, whose shape is [1, bands, frames], as a probability of shape [1, 1]. */
    static byte[] meanOf(String input, int bands, int frames) {
        OnnxFile graph = new OnnxFile()
                .part(1, node("ReduceMean", input, "means", 2, 0))
                .part(1, node("ReduceMean", "means", "mean", 1, 1))
                .part(1, new OnnxFile().text(1, "mean").text(2, "logits").text(4, "Sigmoid"))
                .text(2, "mean")
                .part(11, tensor(input, List.of(1, bands, frames)))
                .part(12, tensor("logits", List.of(1, 1)));
        return new OnnxFile()
                .number(1, 8)
                .part(7, graph)
                .part(8, new OnnxFile().text(1, "").number(2, 13))
                .bytes
                .toByteArray();
    }

    private static OnnxFile node(String operator, String from, String to, int axis, int keepDimensions) {
        return new OnnxFile()
                .text(1, from)
                .text(2, to)
                .text(4, operator)
                .part(5, new OnnxFile().text(1, "axes").number(8, axis).number(20, INTS_ATTRIBUTE))
                .part(
                        5,
                        new OnnxFile()
                                .text(1, "keepdims")
                                .number(3, keepDimensions)
                                .number(20, INT_ATTRIBUTE));
    }

    private static OnnxFile tensor(String name, List<Integer> dimensions) {
        OnnxFile shape = new OnnxFile();
        dimensions.forEach(dimension -> shape.part(1, new OnnxFile().number(1, dimension)));
        OnnxFile type = new OnnxFile().part(1, new OnnxFile().number(1, FLOAT).part(2, shape));
        return new OnnxFile().text(1, name).part(2, type);
    }

    private OnnxFile number(int field, long value) {
        varint(field << 3);
        varint(value);
        return this;
    }

    private OnnxFile text(int field, String value) {
        return part(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxFile part(int field, OnnxFile value) {
        return part(field, value.bytes.toByteArray());
    }

    private OnnxFile part(int field, byte[] value) {
        varint(field << 3 | 2);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest > 0x7F) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
