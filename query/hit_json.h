// A hit as JSON into an answer or a line of JSON Lines: the part of query/answer_json.h that knows the members of a hit. Pure;
// any thread.
#pragma once

#include "query/answer_json.h"
#include "query/json_writer.h"

namespace newshound {

void write_hit(JsonWriter& out, const Hit& hit, const JsonOptions& options);
// Its members alone, into an object that has been begun.
void write_hit_members(JsonWriter& out, const Hit& hit, const JsonOptions& options);

}  // namespace newshound
