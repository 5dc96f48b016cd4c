package jp.meishigura.audit.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Hashes that lead to a root. */
@Schema(name = "Proof")
public record ProofView(
    @Schema(required = true, description = "The root they lead to.", format = "byte") byte[] root,
    @Schema(required = true, description = "RFC 6962 section 2.1, in its order.")
        List<byte[]> hashes) {

  public ProofView {
    hashes = List.copyOf(hashes);
  }
}
