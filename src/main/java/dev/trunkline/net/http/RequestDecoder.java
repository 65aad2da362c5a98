package dev.trunkline.net.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder, which joins a header that goes on in the next line; this one calls the request malformed (RFC 9112, 5.2):
 * two servers in a row that do not agree where a header ends can be played against each other. Confined to the connection's
 * loop.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private boolean inHead = true;
    private boolean folded;
    private int lines;
    private int columns;
    private int seenBytes; // of the head, beyond what Netty has read

    RequestDecoder(HttpDecoderConfig config) {
        super(config);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        look(in);
        int start = in.readerIndex();
        int messages = out.size();
        super.decode(ctx, in, out);
        seenBytes = Math.max(0, seenBytes - (in.readerIndex() - start));
        for (Object message : out.subList(messages, out.size())) {
            if (folded && message instanceof HttpMessage head) {
                head.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded header")));
            }
            if (message instanceof LastHttpContent) {
                nextRequest();
            }
        }
    }

    private void nextRequest() {
        inHead = true;
        folded = false;
        lines = 0;
        columns = 0;
        seenBytes = 0;
    }

    private void look(ByteBuf in) {
        for (int i = in.readerIndex() + seenBytes; inHead && i < in.writerIndex(); i++) {
            byte next = in.getByte(i);
            seenBytes++;
            if (next == '\n') {
                inHead =
                        columns > 0 || lines == 0; // an empty line ends the head; those before the request do not count
                lines += columns > 0 ? 1 : 0;
                columns = 0;
            } else if (next != '\r') {
                folded |= lines > 0 && columns == 0 && (next == ' ' || next == '\t');
                columns++;
            }
        }
    }
}
