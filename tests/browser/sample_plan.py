"""A text for the plan reader: sentences of our own around names of the catalogue, none of them the plan's."""

# Nothing is named here; it only takes room, so that what stands below it lies out of sight.
LONG = "这一段不点名，只占地方，好让下文落在屏幕之外。\n" * 30

SAMPLE = f"""图谱试读样稿
本稿是为试读而写的几句话，不是方案。
三、样稿的平台
(一)样稿的设施。网络通信与安全紫金山实验室与未来网络国家重大科技基础设施同处一地。材料科学姑苏实验室在另一城。这一句没有点名。高效低碳燃气轮机试验装置还没有落在哪座城市。
(四)样稿的基金。苏州沙湖创投中心排在这里。
五、样稿的行动
(三)样稿的集群。无锡高新区的物联网放在最前。
{LONG}(四)样稿的众创。南京珠江路信息服务众创社区压在最后。
附件：样稿的布局
南京市 样稿写到南京麒麟科技城。
苏州市 样稿写到苏州工业园区。
"""

# Names nothing that the catalogue knows.
OTHER = "三、别的文章\n(一)闲话。今天天气很好，我们去散步。\n"
