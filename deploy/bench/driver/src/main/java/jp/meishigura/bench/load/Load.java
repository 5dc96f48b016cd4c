package jp.meishigura.bench.load;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests of one kind to one side. Called by several threads at once. */
public interface Load {
  HttpRequest request();

  /** The status that every answer must have: a refusal is quick, and must not count as speed. */
  int status();

  /** Sees every answer. */
  default void answered(HttpResponse<byte[]> answer) {}
}
