package dev.trunkline.lab.chaos;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the target's name into the {@code Host} of a connection's first request, and is gone. */
final class HostRewrite extends ByteToMessageDecoder {

    private static final Pattern HOST = Pattern.compile("(?im)^host:[^\r\n]*");
    private static final int BLANK_LINE = 0x0D0A0D0A;
    private static final int MOST_BYTES = 32 * 1_024;

    private final String host;

    HostRewrite(String host) {
        this.host = host;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int end = endOfHead(in);
        if (end < 0 && in.readableBytes() < MOST_BYTES) {
            return;
        }
        if (end >= 0) {
            String head = in.readCharSequence(end, StandardCharsets.ISO_8859_1).toString();
            String named = HOST.matcher(head).replaceFirst(Matcher.quoteReplacement("Host: " + host));
            out.add(Unpooled.copiedBuffer(named, StandardCharsets.ISO_8859_1));
        }
        ctx.pipeline().remove(this); // what is left is passed on as it is
    }

    private static int endOfHead(ByteBuf in) {
        for (int at = in.readerIndex(); at + Integer.BYTES <= in.writerIndex(); at++) {
            if (in.getInt(at) == BLANK_LINE) {
                return at - in.readerIndex();
            }
        }
        return -1;
    }
}
