using System.Collections.Frozen;

namespace TelegramSimulator.Updates;

/// <summary>
/// One update of each of the 25 kinds, each with fields that no version of the Bot API has yet: whatever the bot does not
/// handle it must pass by unharmed (T8, T140).
/// </summary>
public static class UpdateSamples
{
    private const string User = """{"id":5025045066,"is_bot":false,"first_name":"Sari","unseen_flag":true}""";
    private const string Chat = """{"id":5025045066,"type":"private","first_name":"Sari","unseen_field":[1]}""";
    private const string Supergroup = """{"id":-1002471352452,"type":"supergroup","title":"Guru","unseen_field":{}}""";
    private const string Channel = """{"id":-1002471352453,"type":"channel","title":"Kabar","unseen_field":null}""";
    private const string Head = "\"message_id\":7,\"date\":1772413200,\"unseen_field\":{\"a\":[1,2]}";

    /// <summary>The updates by kind; <c>$ID</c> stands for the number, as <see cref="Simulator.Enqueue(string)"/> takes it.</summary>
    public static FrozenDictionary<string, string> ByKind { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["message"] = $$"""{{{Head}},"from":{{User}},"chat":{{Chat}},"text":"halo","entities":[{"type":"unseen_entity","offset":0,"length":4}]}""",
        ["edited_message"] = $$"""{{{Head}},"from":{{User}},"chat":{{Chat}},"edit_date":1772413201,"text":"halo lagi"}""",
        ["channel_post"] = $$"""{{{Head}},"sender_chat":{{Channel}},"chat":{{Channel}},"text":"kabar"}""",
        ["edited_channel_post"] = $$"""{{{Head}},"sender_chat":{{Channel}},"chat":{{Channel}},"edit_date":1772413201,"text":"kabar baru"}""",
        ["business_connection"] = $$"""{"id":"b1","user":{{User}},"user_chat_id":5025045066,"date":1772413200,"is_enabled":true,"unseen_field":1}""",
        ["business_message"] = $$"""{{{Head}},"business_connection_id":"b1","from":{{User}},"chat":{{Chat}},"text":"halo"}""",
        ["edited_business_message"] = $$"""{{{Head}},"business_connection_id":"b1","from":{{User}},"chat":{{Chat}},"edit_date":1772413201,"text":"halo"}""",
        ["deleted_business_messages"] = $$"""{"business_connection_id":"b1","chat":{{Chat}},"message_ids":[7],"unseen_field":1}""",
        ["guest_message"] = $$"""{{{Head}},"from":{{User}},"chat":{{Supergroup}},"text":"halo","guest_query_id":"g1"}""",
        ["message_reaction"] = $$"""{"chat":{{Supergroup}},"message_id":7,"user":{{User}},"date":1772413200,"old_reaction":[],"new_reaction":[{"type":"unseen_reaction"}]}""",
        ["message_reaction_count"] = $$"""{"chat":{{Channel}},"message_id":7,"date":1772413200,"reactions":[{"type":{"type":"emoji","emoji":"👍"},"total_count":3}],"unseen_field":1}""",
        ["inline_query"] = $$"""{"id":"i1","from":{{User}},"query":"pembatik","offset":"","chat_type":"unseen_type"}""",
        ["chosen_inline_result"] = $$"""{"result_id":"r1","from":{{User}},"query":"pembatik","unseen_field":1}""",
        ["callback_query"] = $$"""{"id":"c1","from":{{User}},"chat_instance":"1","inline_message_id":"m1","data":"x","unseen_field":1}""",
        ["shipping_query"] = $$"""{"id":"s1","from":{{User}},"invoice_payload":"p","shipping_address":{"country_code":"ID","state":"JB","city":"Bandung","street_line1":"a","street_line2":"","post_code":"40111"},"unseen_field":1}""",
        ["pre_checkout_query"] = $$"""{"id":"p1","from":{{User}},"currency":"XTR","total_amount":1,"invoice_payload":"p","unseen_field":1}""",
        ["purchased_paid_media"] = $$"""{"from":{{User}},"paid_media_payload":"p","unseen_field":1}""",
        ["poll"] = """{"id":"q1","question":"Sudah?","options":[{"text":"Ya","voter_count":0,"unseen_field":1}],"total_voter_count":0,"is_closed":false,"is_anonymous":true,"type":"unseen_type","allows_multiple_answers":false}""",
        ["poll_answer"] = $$"""{"poll_id":"q1","user":{{User}},"option_ids":[0],"unseen_field":1}""",
        ["my_chat_member"] = $$"""{"chat":{{Supergroup}},"from":{{User}},"date":1772413200,"old_chat_member":{"user":{{User}},"status":"left"},"new_chat_member":{"user":{{User}},"status":"unseen_status"} }""",
        ["chat_member"] = $$"""{"chat":{{Supergroup}},"from":{{User}},"date":1772413200,"old_chat_member":{"user":{{User}},"status":"left"},"new_chat_member":{"user":{{User}},"status":"member","unseen_field":1} }""",
        ["chat_join_request"] = $$"""{"chat":{{Supergroup}},"from":{{User}},"user_chat_id":5025045066,"date":1772413200,"unseen_field":1}""",
        ["chat_boost"] = $$"""{"chat":{{Supergroup}},"boost":{"boost_id":"b","add_date":1,"expiration_date":2,"source":{"source":"unseen_source"} } }""",
        ["removed_chat_boost"] = $$"""{"chat":{{Supergroup}},"boost_id":"b","remove_date":1,"source":{"source":"premium","user":{{User}}},"unseen_field":1}""",
        ["managed_bot"] = $$"""{"user":{{User}},"bot":{"id":9,"is_bot":true,"first_name":"Bot"},"unseen_field":1}""",
    }.Select(sample => KeyValuePair.Create(sample.Key, $$"""{"update_id":$ID,"{{sample.Key}}":{{sample.Value}},"unseen_field":true}""")).ToFrozenDictionary();
}
