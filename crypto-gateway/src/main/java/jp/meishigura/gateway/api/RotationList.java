package jp.meishigura.gateway.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The tenant's rotations and those of the installation, newest first, at most a hundred. */
@Schema(requiredProperties = "rotations")
record RotationList(List<RotationView> rotations) {}
